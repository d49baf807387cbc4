import { expect, test } from 'vitest'
import type { Mail } from 'bridge/contract'
import { aBrowser, PHONE } from './with/browser.ts'
import { aWriter, opens } from './with/mails.ts'
import { unique, until } from './with/registry.ts'

const HOSTILE = '<img src=x onerror="document.title=`prise`">'

test('by the keyboard alone: written, found unread, read, and the sender sees who read it when', { timeout: 180_000 }, async () => {
  const [nadia, paul] = await Promise.all([aWriter(), aWriter({ givenName: 'Paul', profession: 'Médecin' })])
  const subject = `Ordonnance ${unique()} ${HOSTILE}`
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window()
  await opens(page, nadia, '/courrier/recus')
  await page.getByText('Aucun message reçu').waitFor()
  await page.getByRole('link', { name: 'Nouveau message' }).first().press('Enter')

  const to = page.getByRole('combobox', { name: 'À' })
  await page.getByRole('heading', { name: 'Nouveau message', level: 1 }).waitFor()
  await to.focus()
  await page.keyboard.type(paul.familyName)
  await page.getByRole('option', { name: paul.name }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `Retirer ${paul.name}` }).waitFor()
  // Taken back by the key that takes a letter back, and found again.
  await page.keyboard.press('Backspace')
  await page.getByRole('button', { name: `Retirer ${paul.name}` }).waitFor({ state: 'detached' })
  await page.keyboard.type(paul.familyName)
  await page.getByRole('option', { name: paul.name }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type(subject)
  await page.keyboard.press('Tab')
  await page.keyboard.type('Voir https://example.org/fiche')
  await page.keyboard.press('Enter')
  await page.keyboard.type('À demain.')
  await page.getByLabel('Être averti à la lecture').press('Space')
  const other = await browser.window({ size: PHONE })
  await opens(other.page, paul, '/courrier/recus')
  await other.page.getByText('Aucun message reçu').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('status').getByText('Message envoyé.').waitFor()
  await page.getByRole('heading', { name: 'Messages reçus', level: 1 }).waitFor()
  const { id } = await paul.receives(subject)

  // It comes by itself to whoever has the list before them.
  const line = other.page.getByRole('listitem').filter({ hasText: subject })
  await line.getByText('non lu').waitFor()
  await line.getByRole('link').press('Enter')
  await other.page.getByRole('heading', { name: subject, level: 1 }).waitFor()
  expect(await other.page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  const text = other.page.getByRole('region', { name: 'Texte du message' })
  expect(await text.innerText()).toBe('Voir https://example.org/fiche\nÀ demain.')
  expect(await text.getByRole('link').getAttribute('href')).toBe('https://example.org/fiche')
  expect(await other.page.title()).toMatch(/^Message ·/)

  await page.goto(`/courrier/${id}`)
  await page
    .getByText(/^Lu le .*\d\d:\d\d$/)
    .first()
    .waitFor()
  await page.getByRole('link', { name: 'Envoyés' }).press('Enter')
  await page.getByRole('heading', { name: 'Messages envoyés', level: 1 }).waitFor()
  await page
    .getByRole('listitem')
    .filter({ hasText: subject })
    .getByText(/^Lu le/)
    .waitFor()

  await other.page.getByRole('button', { name: 'Marquer comme non lu' }).press('Enter')
  await other.page.getByRole('heading', { name: 'Messages reçus', level: 1 }).waitFor()
  await line.getByText('non lu').waitFor()
  expect((await paul.receives(subject)).unread).toBe(true)
  expect([...complaints, ...other.complaints]).toEqual([])
})

test(
  'a mail leaves once when its answer is lost and one tries again; what was changed since is told not to be in it',
  { timeout: 120_000 },
  async () => {
    const [nadia, paul] = await Promise.all([aWriter(), aWriter({ givenName: 'Paul' })])
    const subject = unique()
    await using browser = await aBrowser()
    const { page } = await browser.window()
    await opens(page, nadia, `/courrier/nouveau?a=${paul.id}&objet=${subject}`)
    let lost = 0
    await page.route('**/people/me/mails', async (route) => {
      await route.fetch()
      lost += 1
      await route.abort()
    })
    await page.getByLabel('Message', { exact: true }).fill('Une fois')
    const send = page.getByRole('button', { name: 'Envoyer', exact: true })
    await send.dblclick()
    await page.getByRole('main').getByText('Le message n’a pas été envoyé').waitFor()
    expect(lost).toBe(1)
    await page.unroute('**/people/me/mails')
    await page.getByLabel('Message', { exact: true }).fill('Une fois, autrement')
    await send.click()
    await page.getByText('Une première version est déjà partie').waitFor()
    await page.getByLabel('Message', { exact: true }).fill('Une fois')
    await send.click()
    await page.getByRole('status').getByText('Message envoyé.').waitFor()
    await paul.receives(subject)
    expect((await nadia.own<{ items: Mail[] }>('GET', '/mails?folder=sent')).items).toHaveLength(1)
  },
)

test('files ride along and can be passed on, less those that are taken off', { timeout: 180_000 }, async () => {
  const [nadia, paul, zoe] = await Promise.all([aWriter(), aWriter({ givenName: 'Paul' }), aWriter({ givenName: 'Zoé' })])
  const subject = unique()
  const name = `${HOSTILE.replaceAll(/[/"]/g, '')}.txt`
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window()
  await opens(page, nadia, `/courrier/nouveau?a=${paul.id}&objet=${subject}`)
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Joindre des fichiers' }).click()
  const files = ['Compte rendu.txt', name].map((one) => ({ name: one, mimeType: 'text/plain', buffer: Buffer.from(`Dans ${one}`) }))
  await (await chooser).setFiles(files)
  for (const file of files) await page.getByRole('button', { name: `Retirer ${file.name}` }).waitFor()
  await page.getByLabel('Message', { exact: true }).fill('Ci-joint')
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await page.getByRole('status').getByText('Message envoyé.').waitFor()
  const { id } = await paul.receives(subject)

  const other = await browser.window()
  await opens(other.page, paul, `/courrier/${id}`)
  await other.page.getByRole('button', { name }).click()
  const preview = other.page.getByRole('dialog', { name })
  const download = other.page.waitForEvent('download')
  await preview.getByRole('link', { name: 'Télécharger' }).click()
  expect((await download).suggestedFilename()).toContain('.txt')
  await preview.getByRole('button', { name: 'Fermer' }).click()

  await other.page.getByRole('link', { name: 'Transférer' }).click()
  await other.page.getByRole('combobox', { name: 'À' }).fill(zoe.familyName)
  await other.page.getByRole('option', { name: zoe.name }).click()
  expect(await other.page.getByLabel('Objet').inputValue()).toBe(`Tr : ${subject}`)
  expect(await other.page.getByLabel('Message', { exact: true }).inputValue()).toMatch(/De\s: Nadia[^]*Ci-joint$/)
  await other.page.getByRole('button', { name: `Retirer ${name}` }).click()
  await other.page.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await other.page.getByRole('status').getByText('Message envoyé.').waitFor()
  // The files of a mail are said after its text.
  const passedOn = await until('the file rides along', async () => {
    const mail = await zoe.receives(`Tr : ${subject}`)
    return mail.files.length > 0 ? mail : undefined
  })
  expect(passedOn.files).toMatchObject([{ name: 'Compte rendu.txt' }])
  expect([...complaints, ...other.complaints]).toEqual([])
})

test('a draft stays on the device until it is sent, thrown away or its writer signs out', { timeout: 120_000 }, async () => {
  const [nadia, paul] = await Promise.all([aWriter(), aWriter({ givenName: 'Paul' })])
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window()
  await opens(page, nadia, '/courrier/recus')
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('mail-draft:')).length)
  const address = `/courrier/nouveau?a=${paul.id}`
  await page.goto(address)
  await page.getByLabel('Message', { exact: true }).fill('À finir')
  await page.goto('/courrier/recus')
  await page.goto(address)
  await page.getByText('Brouillon repris').waitFor()
  expect(await page.getByLabel('Message', { exact: true }).inputValue()).toBe('À finir')

  await page.getByRole('button', { name: 'Abandonner' }).click()
  const asked = page.getByRole('dialog', { name: 'Abandonner ce message ?' })
  for (const words of [paul.name, 'À finir']) await asked.getByText(words).waitFor()
  await asked.getByRole('button', { name: 'Continuer à écrire' }).click()
  expect(await kept()).toBe(1)
  await page.getByRole('button', { name: 'Abandonner' }).click()
  await asked.getByRole('button', { name: 'Abandonner le message' }).click()
  await page.getByRole('status').getByText('Le brouillon est abandonné.').waitFor()
  expect(await kept()).toBe(0)

  await page.goto(address)
  await page.getByLabel('Message', { exact: true }).fill('À oublier')
  expect(await kept()).toBe(1)
  await page.getByRole('button', { name: /^Compte de/ }).click()
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  await page.waitForURL('**/connexion*')
  expect(await page.evaluate(() => JSON.stringify(Object.entries(localStorage)))).not.toMatch(/draft|oublier/)
  expect(complaints).toEqual([])
})

test('what is missing is said at its field; who is away is told, with who stands in', { timeout: 120_000 }, async () => {
  const [nadia, paul, zoe] = await Promise.all([aWriter(), aWriter({ givenName: 'Paul' }), aWriter({ givenName: 'Zoé' })])
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  await paul.own('PUT', '/absence', { from: day(-1), until: day(3), replacement: zoe.id })
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({ size: PHONE })
  await opens(page, nadia, '/courrier/nouveau')
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await page.getByRole('alert').getByText('Indiquez au moins un destinataire.').waitFor()
  await page.getByRole('main').getByText('Écrivez le message.').waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox')
  await page.goto(`/courrier/nouveau?a=${paul.id},inconnu`)
  await page.getByText('Une personne désignée par le lien').waitFor()
  await page.getByText(`${paul.name} est absent·e jusqu’au`, { exact: false }).waitFor()
  await page.getByRole('button', { name: `Ajouter ${zoe.name}` }).click()
  await page.getByRole('button', { name: `Retirer ${zoe.name}` }).waitFor()
  expect(complaints).toEqual([])
})

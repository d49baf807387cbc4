import { readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { aBrowser, consoleSession, type Session } from './with/browser.ts'
import { aCircle, aPerson, aPersonWithPassword } from './with/registry.ts'
import { aStuckMember, suspend } from './with/stuck-member.ts'

let as: Session
beforeAll(async () => {
  as = await consoleSession(await aPersonWithPassword({ givenName: 'Claire', administrator: true }))
}, 90_000)
const nameOf = ({ givenName, familyName }: { givenName: string; familyName: string }) => `${givenName} ${familyName.toUpperCase()}`

test('an administrator finds what is not applied and why, replays it, and is told when it is done', { timeout: 120_000 }, async () => {
  const circle = await aCircle()
  const stuck = await aStuckMember(circle)
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({}, as)
  await page.goto('/admin')
  await page.getByRole('navigation').getByRole('link', { name: 'Mouvements' }).click()
  await page.getByRole('heading', { level: 1, name: 'Mouvements' }).waitFor()
  await page.getByLabel('Pas encore appliqués').check()
  await page.getByText('Une personne, un cercle, une équipe').click()
  await page.getByLabel('Cercle de soins').fill(circle.patient.displayName)
  await page.getByRole('button', { name: circle.patient.displayName }).click()
  const line = page.getByRole('listitem').filter({ hasText: nameOf(stuck) })
  await line.getByText('Pas encore appliqué', { exact: true }).waitFor()
  await line.getByText('Motif : Sortie d’hôpital').waitFor()
  await line
    .getByText(/essais? manqués?|depuis le/)
    .first()
    .waitFor()
  expect(new URL(page.url()).search).toContain(`cercle=${circle.id}`)
  expect(new URL(page.url()).search).toContain('attente=oui')
  // What is shown is taken away as a file, by the same filters.
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Exporter' }).click()])
  expect(file.suggestedFilename()).toBe('mouvements.csv')
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('pas encore appliqué')
  expect(lines[1]).toContain(nameOf(stuck))

  // Still impossible: they are told so. Then possible: they are told that too, and the line waits no more.
  await page.getByRole('button', { name: `Rejouer : ${nameOf(stuck)}` }).click()
  await page
    .getByRole('alert')
    .getByText(/^Pas encore appliqué/)
    .waitFor()
  await suspend(stuck.userId, false)
  await page.getByRole('button', { name: `Rejouer : ${nameOf(stuck)}` }).click()
  await page.getByRole('status').getByText('C’est appliqué', { exact: false }).first().waitFor()
  await line.waitFor({ state: 'detached' })
  await page.getByLabel('Pas encore appliqués').uncheck()
  await line.getByText('Le salon le montre depuis', { exact: false }).waitFor()
  expect(complaints).toEqual([])
})

test(
  'why somebody is not in a journal is found on its page and put right there, and who could read it is one step away',
  { timeout: 120_000 },
  async () => {
    const circle = await aCircle()
    const [stranger, stuck] = await Promise.all([aPerson({ givenName: 'Basile' }), aStuckMember(circle)])
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({}, as)
    await page.goto(`/admin/cercles/${circle.id}`)
    const asked = page.getByLabel('De qui s’agit-il ?')
    await asked.fill(stranger.familyName)
    await page.getByRole('button', { name: nameOf(stranger) }).click()
    await page.getByText(`Le registre n’a jamais dit ${nameOf(stranger)} membre de ce cercle.`).waitFor()
    await page.getByRole('button', { name: `Ajouter ${nameOf(stranger)} au cercle` }).click()
    // The dialog knows already whom it is about.
    const dialog = page.getByRole('dialog', { name: 'Ajouter un membre' })
    await dialog.getByText(nameOf(stranger)).waitFor()
    await dialog.getByLabel('Motif').fill('Relais du week-end')
    await dialog.getByRole('button', { name: 'Ajouter au cercle' }).click()
    await page.getByText(`${nameOf(stranger)} est dans ce journal et peut le lire.`).waitFor()
    await page.getByText('aucune session ouverte', { exact: false }).waitFor()

    await page.getByRole('button', { name: `Pourquoi ${nameOf(stuck)}`, exact: false }).click()
    await page.getByText(`Le registre dit ${nameOf(stuck)} membre, mais l’entrée dans le journal échoue.`).waitFor()
    await suspend(stuck.userId, false)
    await page.locator('#why').getByRole('button', { name: 'Réparer maintenant' }).click()
    await page.getByText(`${nameOf(stuck)} est dans ce journal et peut le lire.`).waitFor()

    await page.getByRole('link', { name: 'Qui pouvait lire ?' }).click()
    await page.getByRole('heading', { level: 1, name: 'Qui pouvait lire ?' }).waitFor()
    await page
      .getByRole('row')
      .filter({ hasText: nameOf(stuck) })
      .waitFor()
    expect(complaints).toEqual([])
  },
)

test('support sees what is late and names nobody; an auditor reads it all and can do nothing', { timeout: 120_000 }, async () => {
  const circle = await aCircle()
  const stuck = await aStuckMember(circle)
  const [auditor, support] = await Promise.all(
    (['auditor', 'support'] as const).map(async (consoleRole) => consoleSession(await aPersonWithPassword({ consoleRole }))),
  )
  await using browser = await aBrowser()
  const states = await browser.window({}, support)
  await states.page.goto(`/admin/mouvements?cercle=${circle.id}`)
  await states.page.getByText('Un cercle de soins').first().waitFor()
  await states.page.getByText('Pas encore appliqué', { exact: true }).waitFor()
  expect(await states.page.getByRole('main').innerText()).not.toMatch(new RegExp(`${circle.patient.displayName}|${stuck.familyName}`, 'i'))
  expect(await states.page.getByRole('button', { name: /Rejouer/ }).count()).toBe(0)
  const seen = await browser.window({}, auditor)
  await seen.page.goto(`/admin/mouvements?cercle=${circle.id}`)
  await seen.page.getByRole('link', { name: nameOf(stuck) }).waitFor()
  expect(await seen.page.getByRole('button', { name: /Rejouer/ }).count()).toBe(0)
  await seen.page.goto(`/admin/structures/${circle.structure.id}`)
  await seen.page.getByRole('heading', { level: 1, name: circle.structure.name }).waitFor()
  expect(await seen.page.getByRole('button', { name: /Modifier|Mettre fin/ }).count()).toBe(0)
  expect([...states.complaints, ...seen.complaints]).toEqual([])
  await suspend(stuck.userId, false)
})

import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { aBrowser, PHONE } from './with/browser.ts'
import { aJournal, anotherClient, type Member, message, write } from './with/journal.ts'
import { call, unique, until } from './with/registry.ts'
import { aDac, opened, pagesOf } from './with/structure.ts'

const LONG = { timeout: 240_000 }
const [SAMIRA, JULIEN] = [{ givenName: 'Samira', role: 'manager' } as const, { givenName: 'Julien' } as const]

test('the team of a DAC writes in its liaison book, deletes its last message, and silences the book', LONG, async () => {
  const dac = await aDac([SAMIRA, JULIEN])
  const [samira, julien] = dac.members as [Member, Member]
  const elsewhere = await anotherClient(julien)
  await elsewhere.say(dac.liaison, 'Réunion déplacée à 14 h')
  await using browser = await aBrowser()
  const { page, complaints } = await opened(browser, samira, '/accueil', { size: PHONE })
  // What is new there is told at home, and beside the place.
  await page.getByRole('heading', { name: 'Cahier de liaison' }).waitFor()
  await page
    .getByRole('navigation', { name: 'Pages', exact: true })
    .getByRole('link', { name: /Structure.*non lu/ })
    .waitFor()
  await page.getByRole('link', { name: 'Ouvrir le cahier de liaison' }).click()
  await message(page, 'Réunion déplacée à 14 h').getByText(julien.name).waitFor()
  await write(page, 'Bien noté')
  await message(page, 'Bien noté')
    .getByText(/Envoyé|Lu par/)
    .waitFor()
  await expect.poll(() => elsewhere.messages(dac.liaison)).toContain('Bien noté')
  await page.getByRole('button', { name: 'Supprimer', exact: true }).click()
  await page.getByRole('dialog').getByText('Il disparaît pour toute l’équipe').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Supprimer le message' }).click()
  await page.getByText(`Message supprimé par ${samira.name}`).waitFor()
  // The page shows it as deleted before the server has answered.
  await expect.poll(() => elsewhere.messages(dac.liaison)).not.toContain('Bien noté')
  await page.getByRole('button', { name: 'Ne plus être averti' }).click()
  await page.getByRole('button', { name: 'Être averti à nouveau' }).waitFor()
  const { mutes } = await call<{ mutes: { liaison: string[] } }>('GET', `/people/${samira.id}/preferences`)
  expect(mutes.liaison).toEqual([dac.id])
  // Who works there no more keeps nothing of it on the screen.
  await dac.end(samira)
  await page.getByRole('heading', { level: 1, name: 'Ces pages sont celles de l’équipe' }).waitFor()
  expect(await page.getByText('Réunion déplacée').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('to who works in no DAC these pages do not show, and say in a sentence that they are not theirs', LONG, async () => {
  const [dac, journal] = [await aDac([JULIEN]), await aJournal(['Nadia'])]
  const [nadia] = journal.members as [Member]
  await using browser = await aBrowser()
  const { page, complaints } = await opened(browser, nadia, '/accueil')
  await page.getByRole('heading', { level: 1, name: 'Bonjour Nadia' }).waitFor()
  expect(await page.getByRole('link', { name: 'Structure' }).count()).toBe(0)
  for (const path of ['/liaison', '/structure/contacts', '/structure/documents-usagers', `/liaison?structure=${dac.id}`]) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1, name: 'Ces pages sont celles de l’équipe' }).waitFor()
    expect(await page.getByText(dac.name).count(), path).toBe(0)
    await page.getByRole('link', { name: 'Revenir à l’accueil' }).waitFor()
  }
  expect(complaints).toEqual([])
})

test('colleagues are found, called, written to and taken away as a card; their names harm nobody', LONG, async () => {
  const dac = await aDac([SAMIRA, JULIEN])
  const [samira, julien] = dac.members as [Member, Member]
  const family = `Kermadec <b>${unique()}</b>`
  const hostile = {
    givenName: '<img src=x onerror=alert(1)>',
    familyName: family,
    profession: 'Ergothérapeute',
    telephone: '+33 2 98 00 00 03',
    email: 'k@dac.example',
  }
  const other = unique()
  await call('PUT', `/people/${other}`, hostile)
  await call('PUT', `/people/${other}/employments/${dac.id}`, { role: 'editor' })
  await call('PUT', `/people/${julien.id}/absence`, { from: '2026-01-01T00:00:00Z', until: '2037-12-24T12:00:00Z', replacement: samira.id })
  await using browser = await aBrowser()
  const { page, complaints } = await opened(browser, samira, '/liaison')
  await pagesOf(page).getByRole('link', { name: 'Contacts' }).click()
  const line = (name: string) => page.getByRole('listitem').filter({ hasText: name })
  await line(julien.name).getByText(`En absence jusqu’au 24 décembre 2037, s’adresser à ${samira.name}`).waitFor()
  await page.getByLabel('Rechercher par nom ou profession').fill('ergotherapeute')
  await expect.poll(() => page.getByRole('main').getByRole('listitem').count()).toBe(1)
  expect(page.url()).toContain('q=ergotherapeute')
  const found = line(family.toUpperCase())
  await found.getByText('Ergothérapeute · Dépose les documents').waitFor()
  expect(await found.getByRole('link', { name: '+33 2 98 00 00 03' }).getAttribute('href')).toBe('tel:+33298000003')
  expect(await found.getByRole('link', { name: 'k@dac.example' }).getAttribute('href')).toBe('mailto:k@dac.example')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    found.getByRole('button', { name: /^Télécharger la vCard/ }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^[a-z0-9._-]+\.vcf$/)
  expect(await readFile(await download.path(), 'utf8')).toContain('\r\nTEL;VALUE=text;TYPE=work:+33 2 98 00 00 03\r\n')
  await page.getByLabel('Rechercher par nom ou profession').fill('personne de ce nom')
  await page.getByText('Aucun contact de ce nom').waitFor()
  await page.getByRole('button', { name: 'Effacer la recherche' }).click()
  // From the search of everything, then a mail to them.
  await page.keyboard.press('Control+k')
  await page.getByRole('searchbox', { name: 'Un usager' }).fill(julien.familyName)
  await page
    .getByRole('dialog')
    .getByRole('region', { name: `Contacts : ${dac.name}` })
    .getByRole('link')
    .click()
  await line(julien.name)
    .getByRole('link', { name: `Écrire à ${julien.name}` })
    .click()
  await page.getByRole('heading', { level: 1, name: 'Nouveau message' }).waitFor()
  await page.getByText(julien.name).first().waitFor()
  expect(complaints).toEqual([])
})

test(
  'documents of the journals that one may read are filtered in the address, grouped by patient, looked at and led back to',
  LONG,
  async () => {
    const dac = await aDac([SAMIRA])
    const [samira] = dac.members as [Member]
    const journals = [await aJournal(['Nadia']), await aJournal(['Nadia'])]
    const names: string[] = []
    for (const journal of journals) {
      await call('PUT', `/circles/${journal.id}/members/${samira.id}`, { role: 'Coordinatrice' })
      const elsewhere = await anotherClient(journal.members[0] as Member)
      const name = `compte-rendu-${unique()}.txt`
      const url = await elsewhere.upload(name, 'text/plain', new TextEncoder().encode('bonjour'))
      await elsewhere.say(journal.roomId, { msgtype: 'm.file', body: name, filename: name, url, info: { size: 7 } })
      names.push(name)
    }
    await until('both are indexed', async () => {
      const { items } = await call<{ items: object[] }>('GET', `/people/${samira.id}/documents`)
      return items.length === 2 ? true : undefined
    })
    const [first, second] = journals as [(typeof journals)[0], (typeof journals)[0]]
    await using browser = await aBrowser()
    const { page, complaints } = await opened(browser, samira, `/structure/documents-usagers?vue=usager`)
    await page.getByRole('heading', { level: 2, name: first.patient.displayName }).waitFor()
    await page.getByRole('heading', { level: 2, name: second.patient.displayName }).waitFor()
    await page.getByRole('combobox', { name: 'Usager' }).fill(first.patient.displayName)
    await page.getByRole('option', { name: new RegExp(first.patient.displayName) }).click()
    await page.getByRole('heading', { level: 2, name: second.patient.displayName }).waitFor({ state: 'hidden' })
    expect(page.url()).toContain(`usager=${first.id}`)
    await page.getByLabel('Type').selectOption('image')
    await page.getByText('Aucun document ne correspond').waitFor()
    await page.reload()
    await page.getByText('Aucun document ne correspond').waitFor()
    await page.getByRole('button', { name: 'Effacer les filtres' }).click()
    await page.getByLabel('Document ou usager').fill(String(names[1]))
    await expect.poll(() => page.getByRole('main').getByRole('listitem').count()).toBe(1)
    await page.getByRole('button', { name: String(names[1]) }).click()
    await page.getByRole('dialog').getByRole('link', { name: 'Télécharger' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: `Voir dans le journal : ${String(names[1])}` }).click()
    await message(page, String(names[1])).waitFor()
    expect(page.url()).toContain(`/dossiers/${second.id}/journal?evt=`)
    // Of a circle that one has left nothing is found any more.
    await call('DELETE', `/circles/${second.id}/members/${samira.id}`)
    await page.goto('/structure/documents-usagers')
    await page.getByRole('button', { name: String(names[0]) }).waitFor()
    expect(await page.getByText(String(names[1])).count()).toBe(0)
    expect(complaints).toEqual([])
  },
)

test('who works in two DACs chooses whose pages are shown, by the keyboard too', LONG, async () => {
  const [ours, theirs] = [await aDac([SAMIRA]), await aDac([JULIEN])]
  const [[samira], [julien]] = [ours.members as [Member], theirs.members as [Member]]
  await call('PUT', `/people/${samira.id}/employments/${theirs.id}`, { role: 'member' })
  await using browser = await aBrowser()
  const { page, complaints } = await opened(browser, samira, `/structure/contacts?structure=${theirs.id}`)
  await page.getByRole('main').getByText(julien.name).waitFor()
  const choice = page.getByRole('combobox', { name: 'Structure affichée' })
  expect(await choice.inputValue()).toBe(theirs.id)
  await choice.selectOption({ label: ours.name })
  await page.getByRole('main').getByText(julien.name).waitFor({ state: 'hidden' })
  await page.getByRole('main').getByText(samira.name).waitFor()
  expect(page.url()).toContain(`structure=${ours.id}`)
  await pagesOf(page).getByRole('link', { name: 'Cahier de liaison' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
  expect(await choice.inputValue()).toBe(ours.id)
  expect(complaints).toEqual([])
})

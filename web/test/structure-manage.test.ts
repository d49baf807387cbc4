import { expect, test } from 'vitest'
import { aBrowser, consoleSession, DESKTOP, giveAgain, PHONE } from './with/browser.ts'
import { aJournal, type Member } from './with/journal.ts'
import { aPersonWithPassword, call } from './with/registry.ts'
import { aDac, inManyCircles, opened, pagesOf } from './with/structure.ts'

const LONG = { timeout: 240_000 }
const PEOPLE = [
  { givenName: 'Samira', role: 'manager' },
  { givenName: 'Julien', role: 'member' },
] as const
type Page = Awaited<ReturnType<typeof opened>>['page']
const act = async (page: Page, person: Member, name: string) => {
  await page.getByRole('button', { name: `Actions pour ${person.name}` }).click()
  await page.getByRole('menuitem', { name }).click()
}
const choose = async (page: Page, label: string, name: string) => {
  await page.getByRole('dialog').getByLabel(label).fill(name)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(name, 'i') })
    .click()
}

test('a manager records an absence and ends it, records a substitution and ends it', LONG, async () => {
  const dac = await aDac(PEOPLE)
  const [samira, julien] = dac.members as [Member, Member]
  const replacement = await aPersonWithPassword({ givenName: 'Nadège' })
  await using browser = await aBrowser()
  const { page, complaints } = await opened(browser, samira, '/structure/gestion')
  await act(page, julien, 'Indiquer une absence')
  await page.getByRole('dialog').getByLabel('Dernier jour').fill('2037-12-24')
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('En absence jusqu’au 24 décembre 2037').waitFor()
  await act(page, julien, 'Mettre fin à l’absence')
  await page.getByRole('dialog').getByRole('button', { name: 'Mettre fin à l’absence' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(await page.getByText('En absence jusqu’au').count()).toBe(0)

  await act(page, julien, 'Enregistrer un remplacement')
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer le remplacement' }).click()
  await page.getByText('Choisissez qui remplace.').waitFor()
  await choose(page, 'Remplacé par', replacement.familyName)
  const month = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  await page.getByRole('dialog').getByLabel('Dernier jour').fill(month)
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer le remplacement' }).click()
  const line = page.getByRole('listitem').filter({ hasText: `Nadège ${replacement.familyName.toUpperCase()} remplace ${julien.name}` })
  await line.getByText('En cours').waitFor()
  await line.getByRole('button', { name: /^Mettre fin au remplacement/ }).click()
  await page.getByRole('dialog').getByLabel('Motif').fill('Retour avancé')
  await page.getByRole('dialog').getByRole('button', { name: 'Mettre fin' }).click()
  await line.getByText(/Terminé|Annulé/).waitFor()
  expect(complaints).toEqual([])
})

test('a departure is told before it is done, and says afterwards which circles have nobody of the structure any more', LONG, async () => {
  const dac = await aDac(PEOPLE)
  const [samira, julien] = dac.members as [Member, Member]
  const journal = await aJournal(['Nadia'])
  await call('PUT', `/circles/${journal.id}/members/${julien.id}`, { role: 'Assistant social' })
  await using browser = await aBrowser()
  const { page, complaints } = await opened(browser, samira, '/structure/gestion')
  await act(page, julien, 'Enregistrer son départ')
  const dialog = page.getByRole('dialog', { name: `Départ de ${julien.name}` })
  await dialog.getByText('prennent fin, dans toutes les structures').waitFor()
  await dialog.getByRole('button', { name: 'Enregistrer le départ' }).click()
  await dialog.getByText('Indiquez le motif.').waitFor()
  await dialog.getByLabel('Motif').fill('Mutation')
  await dialog.getByRole('button', { name: 'Enregistrer le départ' }).click()
  const done = page.getByRole('dialog', { name: `Départ enregistré : ${julien.name}` })
  await done.getByText(`Cercle ${journal.id}, que vous ne suivez pas`).waitFor()
  await done.getByRole('button', { name: 'Fermer' }).last().click()
  await page.getByRole('button', { name: `Actions pour ${julien.name}` }).waitFor({ state: 'hidden' })
  expect(complaints).toEqual([])
})

test.for([
  { on: 'a desktop', size: DESKTOP },
  { on: 'a phone', size: PHONE },
])('a departure from many circles waits, is said to wait, and stays there until it is decided, on $on', LONG, async ({ size }) => {
  const dac = await aDac(PEOPLE)
  const [samira, julien] = dac.members as [Member, Member]
  await inManyCircles(dac.id, julien)
  await using browser = await aBrowser()
  const { page, complaints } = await opened(browser, samira, '/structure/gestion', { size })
  const waiting = page.getByRole('region', { name: 'Départs en attente d’un administrateur' })
  await page.getByRole('button', { name: `Actions pour ${julien.name}` }).waitFor()
  expect(await waiting.count()).toBe(0)
  await act(page, julien, 'Enregistrer son départ')
  await page.getByRole('dialog').getByLabel('Motif').fill('Mutation')
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer le départ' }).click()
  const dialog = page.getByRole('dialog', { name: `Départ en attente : ${julien.name}` })
  await dialog.getByText('Un administrateur doit approuver ce départ.').waitFor()
  await dialog.getByText(/^11 accès prendraient fin d’un coup/).waitFor()
  expect(await page.getByRole('alert').getByText(/./).count()).toBe(0)
  await dialog.getByRole('button', { name: 'Fermer' }).last().click()

  const line = waiting.getByRole('listitem').filter({ hasText: julien.name })
  await line.getByText(/11 accès prendraient fin · demandé par Samira .* · Motif\s: Mutation · n°\s\d+/).waitFor()
  await page.reload()
  await line.getByText('En attente', { exact: true }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
  await page.getByRole('button', { name: `Actions pour ${julien.name}` }).waitFor()
  expect(complaints).toEqual([])

  const id = /n°\s(\d+)/.exec(await line.innerText())?.[1] ?? ''
  await using desk = await aBrowser()
  const administrator = await aPersonWithPassword({ administrator: true })
  const { page: console } = await desk.window({}, await consoleSession(administrator))
  await console.goto(`/admin/freins/${id}?decision=approuver`)
  await console.getByRole('dialog').getByRole('textbox').fill('Vérifié')
  await console.getByRole('dialog').getByRole('button', { name: 'Approuver et retirer' }).click()
  await giveAgain(console, administrator.password)
  await console.getByText(/^Approuvée par/).waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 2, name: 'Équipe' }).waitFor()
  await page.getByRole('button', { name: `Actions pour ${julien.name}` }).waitFor({ state: 'hidden' })
  expect(await waiting.count()).toBe(0)
})

test('management is its managers’ own: the others neither see the place nor open it', LONG, async () => {
  const dac = await aDac(PEOPLE)
  const julien = dac.members[1] as Member
  await using browser = await aBrowser()
  const { page, complaints } = await opened(browser, julien, '/structure/contacts')
  await pagesOf(page).getByRole('link', { name: 'Contacts' }).waitFor()
  expect(await pagesOf(page).getByRole('link', { name: 'Gestion' }).count()).toBe(0)
  await page.goto('/structure/gestion')
  await page.getByRole('heading', { level: 1, name: 'Ces pages sont celles de l’équipe' }).waitFor()
  expect(complaints).toEqual([])
})

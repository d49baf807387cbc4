import type { RoomState } from 'bridge/contract'
import { beforeAll, expect, test } from 'vitest'
import { aBrowser, consoleSession, PHONE, type Session } from './with/browser.ts'
import { calm, violations } from './with/readable.ts'
import { aPerson, aPersonWithPassword, call, unique, until } from './with/registry.ts'
import { aDac } from './with/stuck-member.ts'

let as: Session
beforeAll(async () => {
  as = await consoleSession(await aPersonWithPassword({ givenName: 'Claire', administrator: true }))
}, 90_000)
const nameOf = ({ givenName, familyName }: { givenName: string; familyName: string }) => `${givenName} ${familyName.toUpperCase()}`
const inStep = (structure: string) =>
  until('the rooms follow', async () => {
    const { rooms } = await call<{ rooms: RoomState[] }>('GET', `/structures/${structure}/state`)
    return rooms.every((room) => room.inStep && room.roomId !== null) ? true : undefined
  })

test(
  'a structure is found, its team is read, and an employment is ended with what it takes away in sight',
  { timeout: 120_000 },
  async () => {
    const dac = await aDac()
    const [boss, member] = await Promise.all([aPersonWithPassword({ givenName: 'Rosa' }), aPersonWithPassword({ givenName: 'Mirza' })])
    await call('PUT', `/people/${boss.id}/employments/${dac.id}`, { role: 'manager' })
    await call('PUT', `/people/${member.id}/employments/${dac.id}`, {})
    await inStep(dac.id)
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({}, as)
    await page.goto('/admin/structures')
    await page.getByLabel('Nom de la structure').fill(dac.name)
    await page.getByLabel('DAC seulement').check()
    await page.getByLabel('Genre').selectOption('DAC')
    await page.getByRole('link', { name: dac.name }).click()
    await page.getByRole('heading', { level: 1, name: dac.name }).waitFor()
    await page.getByText(`Cahier de liaison — ${dac.name}`).waitFor()
    await page.getByText('2 personnes voulues, 2 présentes', { exact: false }).first().waitFor()
    await page
      .getByRole('listitem')
      .filter({ hasText: nameOf(boss) })
      .getByText('Gestionnaire')
      .first()
      .waitFor()

    await page.getByRole('button', { name: `Mettre fin à l’emploi de ${nameOf(member)}` }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Mettre fin à un emploi' })
    await dialog.getByText(`Cahier de liaison — ${dac.name}`, { exact: false }).waitFor()
    await dialog.getByRole('button', { name: 'Mettre fin' }).click()
    await dialog.getByText('Indiquez le motif.').waitFor()
    await page.keyboard.type('Fin de contrat')
    await dialog.getByRole('button', { name: 'Mettre fin' }).press('Enter')
    await page
      .getByRole('status')
      .getByText(`L’emploi de ${nameOf(member)} a pris fin.`)
      .first()
      .waitFor()
    await page.getByText('1 personne voulue, 1 présente', { exact: false }).first().waitFor()
    await page
      .getByRole('listitem')
      .filter({ hasText: nameOf(member) })
      .getByText('Motif : Fin de contrat')
      .waitFor()
    await page.getByText('Passés', { exact: true }).click()
    await page
      .getByRole('link', { name: nameOf(member) })
      .first()
      .waitFor()
    expect(page.url()).toContain('equipe=past')
    expect(complaints).toEqual([])
  },
)

test(
  'an employment is recorded from the structure’s page, now or to come, with what it opens and what is there already in sight',
  { timeout: 150_000 },
  async () => {
    const dac = await aDac()
    const [rosa, mirza] = await Promise.all([aPerson({ givenName: 'Rosa' }), aPersonWithPassword({ givenName: 'Mirza' })])
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({ size: PHONE }, as)
    await page.goto(`/admin/structures/${dac.id}`)
    const hire = page.getByRole('button', { name: 'Ajouter un emploi' })
    await hire.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Ajouter un emploi' })
    await dialog.getByText(`Cahier de liaison — ${dac.name}`, { exact: false }).waitFor()
    const save = dialog.getByRole('button', { name: 'Enregistrer l’emploi' })
    await save.press('Enter')
    await dialog.getByText('Choisissez un professionnel.').waitFor()
    await dialog.getByRole('searchbox', { name: 'Professionnel' }).fill(mirza.familyName)
    await dialog.getByRole('button', { name: nameOf(mirza) }).press('Enter')
    await dialog.getByLabel('Fonction').selectOption('manager')
    await dialog.getByLabel('Début').fill('2020-01-01T08:00')
    await dialog.getByLabel('Fin').fill('2019-01-01T08:00')
    await dialog.getByLabel('Motif').fill('Embauche')
    await save.press('Enter')
    await dialog.getByText('La fin doit suivre le début.').waitFor()
    await calm(page)
    expect(await violations(page)).toEqual([])
    await dialog.getByLabel('Début').fill('')
    await dialog.getByLabel('Fin').fill('')
    await save.press('Enter')
    await page
      .getByRole('status')
      .getByText(`L’emploi de ${nameOf(mirza)} est enregistré.`)
      .first()
      .waitFor()
    const line = page
      .locator('#staff')
      .getByRole('listitem')
      .filter({ hasText: nameOf(mirza) })
    await line.getByText('Gestionnaire').waitFor()
    await line.getByText('Motif : Embauche').waitFor()
    await page.getByText('1 personne voulue, 1 présente', { exact: false }).first().waitFor()

    // Who is to come is shown among those; who works there already is said to.
    await hire.click()
    await dialog.getByRole('searchbox', { name: 'Professionnel' }).fill(mirza.familyName)
    await dialog.getByRole('button', { name: nameOf(mirza) }).click()
    await dialog.getByText(`${nameOf(mirza)} travaille déjà ici, ou y est attendu, selon console.`, { exact: false }).waitFor()
    await dialog.getByRole('button', { name: 'Changer' }).click()
    await dialog.getByRole('searchbox', { name: 'Professionnel' }).fill(rosa.familyName)
    await dialog.getByRole('button', { name: nameOf(rosa) }).click()
    await dialog.getByLabel('Début').fill('2090-01-01T08:00')
    await dialog.getByLabel('Motif').fill('Arrivée annoncée')
    await save.click()
    await page
      .locator('#staff')
      .getByRole('link', { name: nameOf(rosa) })
      .waitFor()
    expect(page.url()).toContain('equipe=later')
    expect(page.url()).not.toContain('ajouter')
    const { items } = await call<{ items: object[] }>('GET', `/people/${rosa.id}/employments`)
    expect(items).toMatchObject([
      { role: 'member', start: '2090-01-01T07:00:00.000Z', end: null, source: 'console', reason: 'Arrivée annoncée' },
    ])
    expect(complaints).toEqual([])
  },
)

test('a structure is added and renamed, each for a reason that is kept', { timeout: 90_000 }, async () => {
  const name = `<b>Maison</b> ${unique()}`
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({}, as)
  await page.goto('/admin/structures')
  await page.getByRole('button', { name: 'Ajouter une structure' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()
  await dialog.getByText('Indiquez son nom.').waitFor()
  await dialog.getByLabel('Nom').fill(name)
  await dialog.getByLabel('Genre').fill('Maison de santé')
  await dialog.getByLabel('Motif').fill('Nouvelle convention')
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByRole('button', { name: 'Modifier la structure' }).click()
  await dialog.getByLabel('Nom').fill(`${name} bis`)
  await dialog.getByLabel('Motif').fill('Fusion')
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByRole('heading', { level: 1, name: `${name} bis` }).waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const { items } = await call<{ items: { reason: string | null }[] }>('GET', `/audit/events?structureId=${id}&kind=structure.*`)
  expect(items.map(({ reason }) => reason)).toEqual(['Fusion', 'Nouvelle convention'])
  expect(complaints).toEqual([])
})

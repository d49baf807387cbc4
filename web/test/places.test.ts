import type { RoomState } from 'bridge/contract'
import { beforeAll, expect, test } from 'vitest'
import { aBrowser, consoleSession, type Session } from './with/browser.ts'
import { aCircle, aPerson, aPersonWithPassword, call, unique, until } from './with/registry.ts'
import { aDac, aStuckMember, suspend } from './with/stuck-member.ts'

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

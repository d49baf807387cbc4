import { readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { aBrowser, consoleSession, type Session } from './with/browser.ts'
import { aCircle, aPersonWithPassword, call } from './with/registry.ts'

let as: Session
beforeAll(async () => {
  as = await consoleSession(await aPersonWithPassword({ givenName: 'Claire', administrator: true }))
}, 90_000)

/** As a field of that kind shows an instant here. */
function local(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

test('who answers for the platform proves who could read a journal, since when and by what right', { timeout: 120_000 }, async () => {
  const { id, patient, member } = await aCircle()
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({}, as)
  await page.goto('/admin')
  await page.getByRole('navigation').getByRole('link', { name: 'Audit' }).click()
  await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor()
  await page.getByRole('link', { name: 'Qui pouvait lire ?' }).click()
  await page.getByText('De quoi s’agit-il ?').waitFor()
  await page.getByLabel('Cercle de soins').fill(patient.displayName)
  await page.getByRole('button', { name: patient.displayName }).click()
  await page.getByText(`1 personne a pu lire : ${patient.displayName}`, { exact: false }).waitFor()
  const row = page.getByRole('row').filter({ hasText: member.name })
  await row
    .getByText(/depuis le .*/)
    .first()
    .waitFor()
  await row.getByText(/^comme .*, par /).waitFor()
  // The question is in the address; a day before, nobody could.
  expect(page.url()).toContain(`cercle=${id}`)
  await page.getByLabel('À cet instant').fill(local(new Date(Date.now() - 86_400_000)))
  await page.getByText('Personne ne pouvait lire', { exact: false }).waitFor()

  await page.getByRole('link', { name: 'Que pouvait lire… ?' }).click()
  await page.getByLabel('Personne').fill(member.name)
  await page
    .getByRole('button', { name: member.name })
    .or(page.getByRole('option', { name: member.name }))
    .first()
    .click()
  await page.getByRole('link', { name: patient.displayName }).waitFor()
  expect(complaints).toEqual([])
})

test(
  'events are found by the words of their reason, opened, exported, and the chain is verified on the page',
  { timeout: 120_000 },
  async () => {
    const circle = await aCircle()
    const reason = `Relève ${circle.id}`
    await call('PUT', `/circles/${circle.id}/members/${circle.member.personId}`, { role: 'Kinésithérapeute', reason })
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({}, as)
    await page.goto(`/admin/audit?cercle=${circle.id}`)
    await page.getByLabel('Mots du motif').fill('releve')
    await page.getByText(`Motif : ${reason}`).first().waitFor()
    await page.getByRole('strong').filter({ hasText: 'Cercle créé' }).waitFor({ state: 'detached' })
    await page
      .getByRole('button', { name: /^Détails : Appartenance au cercle modifiée/ })
      .first()
      .click()
    await page.getByText('Kinésithérapeute').first().waitFor()
    expect(page.url()).toMatch(/mots=releve.*ouvert=\d+|ouvert=\d+.*mots=releve/)

    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Exporter (JSON Lines)' }).click()
    const lines = (await readFile(await (await downloading).path(), 'utf8')).trimEnd().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { reason: string }).reason)).toContain(reason)

    await page.getByRole('button', { name: 'Vérifier maintenant' }).click()
    await page.getByText('Chaîne intacte').waitFor()
    await page.getByText(/événements vérifiés, .*Claire/).waitFor()
    expect(complaints).toEqual([])
  },
)

test(
  'an auditor finds in the console what is theirs to see, and nothing to act with; support sees states alone',
  { timeout: 120_000 },
  async () => {
    const { id, patient } = await aCircle()
    const [auditor, support] = await Promise.all(
      (['auditor', 'support'] as const).map(async (consoleRole) => consoleSession(await aPersonWithPassword({ consoleRole }))),
    )
    await using browser = await aBrowser()
    const seen = await browser.window({}, auditor)
    await seen.page.goto(`/admin/cercles/${id}`)
    await seen.page.getByRole('heading', { level: 1, name: patient.displayName }).waitFor()
    const links = (page: typeof seen.page) => page.getByRole('navigation').first().getByRole('link').allInnerTexts()
    expect(await links(seen.page)).toEqual(
      'Accueil|Professionnels|Cercles de soins|Structures|Mouvements|Décisions|Écarts|Conservation|Audit|Avis et systèmes|Santé'.split('|'),
    )
    await seen.page.getByRole('row').nth(1).waitFor()
    expect(await seen.page.getByRole('button', { name: /Ajouter|Mettre fin|Terminer/ }).count()).toBe(0)
    expect(seen.complaints).toEqual([])

    const states = await browser.window({}, support)
    await states.page.goto('/admin')
    await states.page.getByRole('heading', { level: 1, name: 'Vue d’ensemble' }).waitFor()
    expect(await links(states.page)).toEqual(['Accueil', 'Structures', 'Mouvements', 'Écarts', 'Santé'])
    await states.page.getByRole('link', { name: 'Écarts' }).click()
    await states.page.getByRole('heading', { level: 1, name: 'Écarts' }).waitFor()
    expect(states.complaints).toEqual([])
  },
)

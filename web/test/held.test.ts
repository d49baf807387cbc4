import { AxeBuilder } from '@axe-core/playwright'
import type { HeldChange, Person } from 'bridge/contract'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { aBrowser, DESKTOP, PHONE, consoleSession, type Session } from './with/browser.ts'
import { CHANGES, DETAILS } from './with/held-changes.ts'
import { aPerson, aPersonWithPassword, call, unique } from './with/registry.ts'

let administrator: Awaited<ReturnType<typeof aPersonWithPassword>>
let as: Session
beforeAll(async () => {
  administrator = await aPersonWithPassword({ givenName: 'Claire', administrator: true })
  as = await consoleSession(administrator)
}, 90_000)

/** A list from which most of a circle of eight are missing, stopped by the brake. */
async function aStoppedList() {
  const [structureId, patientId, circle, family] = [unique(), unique(), unique(), unique().toUpperCase()]
  await call('PUT', `/structures/${structureId}`, { name: `Cabinet ${family}`, kind: 'Cabinet infirmier' })
  await call('PUT', `/patients/${patientId}`, { displayName: `Mme Odette ${family}` })
  await call('PUT', `/circles/${circle}`, { patientId, structureId })
  const people: Person[] = []
  for (let index = 0; index < 8; index++) people.push(await aPerson())
  const newcomer = await aPerson({ givenName: 'Yann' })
  const list = (of: readonly Person[]) => ({
    members: of.map(({ id }) => ({ personId: id, role: 'Infirmière' })),
    reason: 'Relève du soir',
  })
  await call('PUT', `/circles/${circle}/members`, list(people))
  const { baseUrl, apiKey } = inject('stack')
  const stopped = await fetch(`${baseUrl}/api/v1/circles/${circle}/members`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(list([...people.slice(6), newcomer])),
  })
  expect(stopped.status).toBe(409)
  const id = String(((await stopped.json()) as { path: string }).path).replace('held-changes/', '')
  const present = async () => (await call<{ items: unknown[] }>('GET', `/circles/${circle}/members`)).items.length
  return { id, circle, patient: `Mme Odette ${family}`, newcomer: `Yann ${newcomer.familyName.toUpperCase()}`, people, present }
}
const idle = (page: Page) => page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })

test(
  'an administrator finds what waits from the home page, reads who would lose what, and approves it by the keyboard',
  { timeout: 120_000 },
  async () => {
    const stopped = await aStoppedList()
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({}, as)
    await page.goto('/admin')
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /^Suppressions en attente \d+ en attente$/ })
      .waitFor()
    await page.getByRole('link', { name: 'Décider' }).click()
    await page.getByRole('heading', { level: 1, name: 'Suppressions en attente' }).waitFor()
    await idle(page)
    await page.getByRole('link', { name: new RegExp(`^Liste des membres.*${stopped.patient}`) }).click()
    await page.getByRole('heading', { level: 1, name: new RegExp(stopped.patient) }).waitFor()
    expect(await page.title()).not.toContain(stopped.patient)
    await page.getByText(/6 accès sur 8 · cercle/).waitFor()
    await page.getByText('Relève du soir').waitFor()
    const place = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name: `Journal de ${stopped.patient}` }) })
    expect(await place.getByText('Perdrait l’accès').count()).toBe(6)
    await place.getByRole('listitem').filter({ hasText: stopped.newcomer }).getByText('Entrerait').waitFor()
    await page.getByText('6 accès seraient retirés. 1 accès serait ouvert.').waitFor()

    await page.getByRole('button', { name: 'Approuver…' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Approuver et retirer ces accès' })
    await dialog.getByText(/et 2 autres/).waitFor()
    await page.keyboard.press('Control+Enter')
    await dialog.getByRole('button', { name: 'Approuver et retirer' }).click()
    await dialog.getByText('Donnez un motif.').waitFor()
    expect(await stopped.present()).toBe(8)
    await page.keyboard.type('Vérifié avec le cabinet')
    await dialog.getByRole('button', { name: 'Approuver et retirer' }).press('Enter')
    await page.getByRole('dialog', { name: 'Redonnez votre mot de passe' }).waitFor()
    expect(await stopped.present()).toBe(8)
    await page.keyboard.type(administrator.password)
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText(`Demande n° ${stopped.id} approuvée`).waitFor()
    await page.getByText(`Approuvée par Claire ${administrator.familyName.toUpperCase()}`).waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('decision')
    expect(await stopped.present()).toBe(3)
    expect(complaints).toEqual([])
  },
)

test('a rejection changes nothing, and the request is among the rejected with its reason', { timeout: 120_000 }, async () => {
  const stopped = await aStoppedList()
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({ size: PHONE }, as)
  await page.goto(`/admin/freins/${stopped.id}?decision=rejeter`)
  const dialog = page.getByRole('dialog', { name: 'Rejeter cette demande' })
  await dialog.getByLabel('Motif de la décision').fill('Export incomplet')
  await dialog.getByRole('button', { name: 'Rejeter', exact: true }).click()
  await page.getByRole('status').getByText(`Demande n° ${stopped.id} rejetée`).waitFor()
  await page.getByText('Motif : Export incomplet').waitFor()
  expect(await stopped.present()).toBe(8)
  await page.goto('/admin/freins?etat=rejected')
  await page.getByRole('link', { name: new RegExp(stopped.patient) }).waitFor()
  expect(complaints).toEqual([])
})

describe.each([
  { language: 'fr', size: DESKTOP, scheme: 'light', on: 'a desktop' },
  { language: 'en', size: PHONE, scheme: 'dark', on: 'a phone' },
] as const)('on $on, in $language, $scheme,', ({ on: _on, ...setting }) => {
  test('every state of the removals reads well', { timeout: 180_000 }, async () => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window(setting, as)
    const look = async (name: string) => {
      await idle(page)
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa', 'best-practice']).analyze()
      expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html}`)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), name).toBe(false)
      const shots = process.env['SCREENSHOTS']
      if (shots !== undefined)
        await page.screenshot({ path: `${shots}/held-${name}-${setting.language}.png`, fullPage: !name.startsWith('dialog') })
    }
    await page.route('**/api/v1/held-changes/*', (route) => {
      const detail = DETAILS[/held-changes\/(\d+)/.exec(route.request().url())?.[1] ?? '']
      return detail === undefined ? route.continue() : route.fulfill({ json: detail })
    })
    const giving = (items: HeldChange[]) =>
      page.route('**/api/v1/held-changes?*', (route) =>
        route.fulfill({ json: { items, next: items.length > 0 ? 'suite' : null, waiting: items.length } }),
      )
    await giving(Object.values(CHANGES))
    await page.goto('/admin/freins')
    await page
      .getByText(/MARCHAND/)
      .first()
      .waitFor()
    await look('list')
    await page.goto('/admin')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look('home')
    for (const [id] of Object.entries(DETAILS)) {
      await page.goto(`/admin/freins/${id}`)
      await page.locator('dl').first().waitFor()
      await look(`one-${id}`)
    }
    for (const decision of ['approuver', 'rejeter']) {
      await page.goto(`/admin/freins/2?decision=${decision}`)
      await page.getByRole('dialog').getByRole('textbox').waitFor()
      await look(`dialog-${decision}`)
    }
    await giving([])
    for (const state of ['', '?etat=approved']) {
      await page.goto(`/admin/freins${state}`)
      await page
        .getByText(/Rien n’attend|Nothing waits|Aucune demande approuvée|No approved request/)
        .first()
        .waitFor()
      await look(`empty-${state === '' ? 'waiting' : 'approved'}`)
    }
    await page.route('**/api/v1/held-changes?*', (route) =>
      route.fulfill({ status: 503, json: { code: 'DATABASE_UNAVAILABLE', message: 'La base de données ne répond pas.' } }),
    )
    await page.goto('/admin/freins')
    await page.getByRole('button', { name: /Réessayer|Try again|Retry/ }).waitFor()
    await look('error')
    expect(complaints).toEqual([])
  })
})

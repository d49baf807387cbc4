import { AxeBuilder } from '@axe-core/playwright'
import { CanaryReport } from 'bridge/contract'
import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, DESKTOP, PHONE, consoleSession, type Session } from './with/browser.ts'
import { aPersonWithPassword } from './with/registry.ts'

let administrator: Awaited<ReturnType<typeof aPersonWithPassword>>
let as: Session
beforeAll(async () => {
  administrator = await aPersonWithPassword({ givenName: 'Claire', administrator: true })
  as = await consoleSession(administrator)
}, 90_000)

test('an administrator starts a check, follows it to its end and reads its report, kind by kind', { timeout: 900_000 }, async () => {
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({}, as)
  await page.goto('/admin')
  await page.getByRole('link', { name: 'Contrôle des fuites' }).click()
  await page.getByRole('heading', { level: 1, name: 'Contrôle des fuites' }).waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  // Somebody else's run may be under way: there is one at a time.
  await page.getByRole('button', { name: 'Lancer maintenant' }).first().click({ timeout: 800_000 })
  await page.getByRole('progressbar', { name: 'Contrôle en cours' }).waitFor({ state: 'attached' })
  expect(await page.getByRole('button', { name: 'Lancer maintenant' }).first().isDisabled()).toBe(true)
  await page.getByRole('status').getByText('Contrôle terminé : rien ne fuit.').waitFor({ timeout: 800_000 })

  await page.getByRole('row').nth(1).getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: /^Contrôle du / }).waitFor()
  await page.getByText('Tout ce qui doit être refusé l’a été').waitFor()
  await page.getByRole('row').filter({ hasText: 'Ancien membre du cercle' }).getByText('Rien ne fuit').waitFor()
  expect(complaints).toEqual([])
})

const count = { tried: 270, refused: 268, allowed: 2, leaked: 0, failed: 0 }
/** What a sound installation never shows. */
const REPORTS: Record<string, CanaryReport> = {
  leak: {
    id: '1',
    askedBy: 'calendrier',
    startedAt: '2026-11-24T10:00:00.000Z',
    finishedAt: '2026-11-24T10:01:00.000Z',
    outcome: 'leak',
    cause: null,
    planned: 540,
    tried: 540,
    refused: 536,
    allowed: 2,
    leaked: 1,
    failed: 1,
    kinds: [
      { kind: { fr: 'Ancien membre du cercle', en: 'former member' }, ...count, leaked: 1 },
      { kind: { fr: 'Membre du cercle', en: 'ordinary member' }, ...count, failed: 1 },
    ],
    findings: [
      {
        kind: { fr: 'Membre du cercle', en: 'ordinary member' },
        attempt: { fr: 'Écrire un message', en: 'writes a message' },
        finding: 'unanswered',
        status: null,
      },
      {
        kind: { fr: 'Ancien membre du cercle', en: 'former member' },
        attempt: { fr: 'Lire le message', en: 'reads the message' },
        finding: 'told',
        status: 200,
      },
    ],
  },
  incomplete: {
    id: '2',
    askedBy: 'Claire MARTIN',
    startedAt: '2026-11-24T11:00:00.000Z',
    finishedAt: '2026-11-24T11:00:20.000Z',
    outcome: 'incomplete',
    cause: 'the-door-does-not-answer',
    planned: 540,
    tried: 0,
    refused: 0,
    allowed: 0,
    leaked: 0,
    failed: 0,
    kinds: [],
    findings: [],
  },
  running: {
    id: '3',
    askedBy: 'Claire MARTIN',
    startedAt: '2026-11-24T12:00:00.000Z',
    finishedAt: null,
    outcome: 'running',
    cause: null,
    planned: 540,
    tried: 270,
    refused: 268,
    allowed: 2,
    leaked: 0,
    failed: 0,
    kinds: [{ kind: { fr: 'Ancien membre du cercle', en: 'former member' }, ...count }],
    findings: [],
  },
}

describe.each([
  { language: 'fr', size: DESKTOP, scheme: 'light', on: 'a desktop' },
  { language: 'en', size: PHONE, scheme: 'dark', on: 'a phone' },
] as const)('on $on, in $language, $scheme,', ({ on: _on, ...setting }) => {
  test('every state of the reports reads well', { timeout: 120_000 }, async () => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window(setting, as)
    await page.route('**/api/v1/canary/runs/*', (route) => {
      const report = REPORTS[route.request().url().split('/').at(-1) ?? '']
      return report === undefined ? route.continue() : route.fulfill({ json: CanaryReport.parse(report) })
    })
    for (const name of Object.keys(REPORTS)) {
      await page.goto(`/admin/canari/${name}`)
      await page.getByRole('heading', { level: 1, name: setting.language === 'fr' ? /^Contrôle du / : /^Check of / }).waitFor()
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa', 'best-practice']).analyze()
      expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html}`)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
      const shots = process.env['SCREENSHOTS']
      if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}-${setting.language}.png`, fullPage: true })
    }
    await page.route('**/api/v1/canary/runs?*', (route) =>
      route.fulfill({
        json: {
          items: Object.values(REPORTS)
            .map(({ kinds: _kinds, findings: _findings, ...run }) => run)
            .toReversed(),
          next: null,
        },
      }),
    )
    for (const name of ['list', 'empty']) {
      if (name === 'empty') await page.route('**/api/v1/canary/runs?*', (route) => route.fulfill({ json: { items: [], next: null } }))
      await page.goto('/admin/canari')
      await page
        .getByText(name === 'list' ? /270/ : /Aucun contrôle pour|No check yet/)
        .first()
        .waitFor()
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa', 'best-practice']).analyze()
      expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html}`)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
      const shots = process.env['SCREENSHOTS']
      if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}-${setting.language}.png`, fullPage: true })
    }
    expect(complaints).toEqual([])
  })
})

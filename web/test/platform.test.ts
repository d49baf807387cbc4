import type { Platform } from 'bridge/contract'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, consoleSession, type Session } from './with/browser.ts'
import { HOSTILE, JOBS, PLATFORM, inTrouble, part } from './with/platform.ts'
import { LANGUAGES, expectReadable, firstLook, openAsFirst } from './with/readable.ts'
import { aPersonWithPassword } from './with/registry.ts'

let administrator: Session
let support: Session
beforeAll(async () => {
  const people = await Promise.all([
    aPersonWithPassword({ givenName: 'Claire', administrator: true }),
    aPersonWithPassword({ consoleRole: 'support' }),
  ])
  administrator = await consoleSession(people[0])
  support = await consoleSession(people[1])
}, 120_000)
const idle = (page: Page) => page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })

const copiedIn = async (page: Page) => (await page.evaluate(() => navigator.clipboard.readText())).replaceAll('\u00a0', ' ')

test(
  'support sees on the real installation what each part is, and copies a diagnosis without anybody’s name',
  { timeout: 120_000 },
  async () => {
    await using browser = await aBrowser()
    const { page, context, complaints } = await browser.window({}, support)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto('/admin')
    await page.getByRole('heading', { level: 2, name: 'Trente derniers jours' }).waitFor()
    await page.getByRole('link', { name: 'Ouvrir la santé de la plateforme' }).click()
    await page.getByRole('heading', { level: 1, name: 'Santé de la plateforme' }).waitFor()
    await idle(page)
    const database = page.getByRole('listitem').filter({ hasText: 'Base de données' })
    await database.getByText('en marche').waitFor()
    await database.getByText(/^Version\s: PostgreSQL \d/).waitFor()
    await page
      .getByRole('list', { name: /^Processus de «\sPasserelle\s»/ })
      .getByText(/vu à/)
      .waitFor()

    await page.getByRole('button', { name: 'Copier le diagnostic' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('Diagnostic copié', { exact: false }).waitFor()
    const copied = await copiedIn(page)
    expect(copied).toMatch(/^Diagnostic de la plateforme/)
    expect(copied).toContain('Serveur de messagerie : en marche — répond')
    expect(copied).not.toMatch(/ccm_|syt_|Bearer/)
    // Nothing to cancel, nothing else to look at.
    await page.getByRole('link', { name: 'Travaux en cours' }).click()
    await page.getByRole('heading', { level: 1, name: 'Travaux en cours' }).waitFor()
    await idle(page)
    expect(await page.getByRole('button', { name: /^Annuler/ }).count()).toBe(0)
    expect(complaints).toEqual([])
  },
)

test(
  'a part that stops while the page is open is told, first in the list, with what to do; the diagnosis names no patient',
  { timeout: 120_000 },
  async () => {
    await using browser = await aBrowser()
    const { page, context, complaints } = await browser.window({}, administrator)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const well: Platform = { ...PLATFORM, status: 'ok', parts: PLATFORM.parts.map((one) => part(one.part)) }
    let answer = well
    await page.route('**/api/v1/platform', (route) => route.fulfill({ json: answer }))
    await page.route('**/api/v1/platform/jobs', (route) => route.fulfill({ json: { items: JOBS, next: null } }))
    await page.goto('/admin/sante')
    await page.getByText('Aucun composant ne demande d’action.').waitFor()
    answer = PLATFORM
    await page.getByRole('alert').getByText('Passerelle : arrêté.', { exact: false }).waitFor({ timeout: 20_000 })
    const first = page.getByRole('main').getByRole('listitem').first()
    await first.getByText('Passerelle', { exact: true }).waitFor()
    await first.getByText('Redémarrez le rôle « gateway ».').waitFor()
    await page.getByRole('button', { name: 'Copier le diagnostic' }).click()
    await page.getByRole('status').getByText('Diagnostic copié', { exact: false }).waitFor()
    const copied = await copiedIn(page)
    expect(copied).toContain('Export d’un journal : En cours')
    expect(copied).not.toMatch(/Odette|BENALI/)
    expect(complaints).toEqual([])
  },
)

test(
  'by the keyboard, work is cancelled for a reason alone; what somebody called a patient harms nobody',
  { timeout: 120_000 },
  async () => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({}, administrator)
    await inTrouble(page)
    const asked: unknown[] = []
    await page.route('**/cancellation', (route) => {
      asked.push([new URL(route.request().url()).pathname, route.request().postDataJSON()])
      return route.fulfill({ json: { cancelled: true } })
    })
    await page.goto('/admin/travaux')
    const cancel = page.getByRole('button', { name: /^Annuler : Export du journal de Mme Odette/ })
    await cancel.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Annuler ce travail' })
    await dialog.getByText(`Export du journal de Mme Odette ${HOSTILE}`).waitFor()
    expect(page.url()).toContain('annuler=e1')
    await dialog.getByRole('button', { name: 'Annuler ce travail' }).press('Enter')
    await dialog.getByText('Donnez un motif.').waitFor()
    expect(asked).toEqual([])
    await page.keyboard.type('Demandé deux fois')
    await dialog.getByRole('button', { name: 'Annuler ce travail' }).press('Enter')
    await page.getByRole('status').getByText('Travail annulé.').waitFor()
    expect(asked).toEqual([['/api/v1/platform/jobs/export/e1/cancellation', { reason: 'Demandé deux fois' }]])
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('travaux')
    expect(complaints).toEqual([])
  },
)

test(
  'the first page leads from each incident to where it is put right, and tells each trend in figures too',
  { timeout: 120_000 },
  async () => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({}, administrator)
    await inTrouble(page)
    await page.goto('/admin')
    await page.getByText('Passerelle : arrêté').waitFor()
    const leads = async (words: string) => page.getByRole('listitem').filter({ hasText: words }).getByRole('link').getAttribute('href')
    expect(await leads('Passerelle : arrêté')).toBe('/admin/sante')
    expect(await leads('2 suppressions attendent une décision')).toBe('/admin/freins')
    expect(await leads('2 fuites constatées')).toBe('/admin/canari/4')
    expect(await leads('2 ruptures')).toBe('/admin/audit')
    expect(await leads('2 envois abandonnés')).toBe('/admin/avis/webhooks')
    expect(await leads('2 exports échoués')).toBe('/admin/travaux')

    const tile = page.getByRole('region', { name: 'Messages' })
    await tile.getByText('203 aujourd’hui').waitFor()
    await tile.getByText('Moyenne des 7 jours précédents : 175 · en hausse de 16 %').waitFor()
    await tile.getByRole('img', { name: 'Messages écrits dans la journée, du 1 novembre 2026 au 30 novembre 2026 : au plus 203' }).waitFor()
    await tile.getByText('Voir les chiffres').focus()
    await page.keyboard.press('Enter')
    await tile.getByRole('row', { name: '30 novembre 2026 203' }).waitFor()
    await tile.getByRole('row', { name: '4 novembre 2026 non mesuré' }).waitFor()
    expect(complaints).toEqual([])
  },
)

describe('in trouble', () => {
  test.for(LANGUAGES)('the pages read well in %s', { timeout: 300_000 }, async (language) => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window(firstLook(language), administrator)
    await inTrouble(page)
    for (const path of ['/admin', '/admin/sante', '/admin/travaux', '/admin/travaux?annuler=e1']) {
      await openAsFirst(page, path, language)
      await expectReadable(page, `${path} in trouble`, language, { tall: false })
    }
    await page.route('**/api/v1/platform*', (route) =>
      route.fulfill({ status: 503, json: { code: 'X', message: 'La base de données ne répond pas.' } }),
    )
    await page.route('**/api/v1/platform/*', (route) =>
      route.fulfill({ status: 503, json: { code: 'X', message: 'La base de données ne répond pas.' } }),
    )
    for (const path of ['/admin', '/admin/sante', '/admin/travaux']) {
      await openAsFirst(page, path, language)
      await expectReadable(page, `${path} without an answer`, language, { tall: false })
    }
    expect(complaints).toEqual([])
  })
})

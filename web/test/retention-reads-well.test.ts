import type { Retention } from 'bridge/contract'
import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, consoleSession, DESKTOP, PHONE, type Session } from './with/browser.ts'
import { calm, violations } from './with/readable.ts'
import { aCircle, aPersonWithPassword } from './with/registry.ts'
import { due, PREVIEW, RETENTIONS } from './with/retentions.ts'

let as: Session
let circle: string
beforeAll(async () => {
  as = await consoleSession(await aPersonWithPassword({ givenName: 'Claire', administrator: true }))
  circle = (await aCircle()).id
}, 90_000)

describe.each([
  { language: 'fr', size: DESKTOP, scheme: 'light', on: 'a desktop' },
  { language: 'en', size: PHONE, scheme: 'dark', on: 'a phone' },
] as const)('on $on, in $language, $scheme,', ({ on: _on, ...setting }) => {
  test('every state of retention reads well, whatever is written there', { timeout: 300_000 }, async () => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window(setting, as)
    const look = async (name: string, path: string) => {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
      await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' })
      if (/acte=|sceller=/.test(path)) await page.getByRole('dialog').getByRole('textbox').waitFor()
      await calm(page)
      expect(await violations(page), name).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), name).toBe(false)
      const shots = process.env['SCREENSHOTS']
      if (shots !== undefined)
        await page.screenshot({ path: `${shots}/retention-${name}-${setting.language}.png`, fullPage: !path.includes('=') })
    }
    const answer = (address: string, json: object) => page.route(address, (route) => route.fulfill({ json }))
    const listing = (items: readonly Retention[]) => answer('**/api/v1/retentions?*', { items, next: items.length === 0 ? null : 'suite' })
    for (const [id, json] of Object.entries(RETENTIONS)) await answer(`**/api/v1/retentions/${id}`, json)
    await listing(Object.values(RETENTIONS))
    await answer('**/api/v1/retentions/due?*', { items: due(12), next: 'suite', afterDays: 3_650, ready: true })
    await answer('**/api/v1/circles/*/retention', PREVIEW)
    await look('due', '/admin/conservation')
    await look('list', '/admin/conservation?vue=scelles')
    for (const id of Object.keys(RETENTIONS)) await look(`one-${id}`, `/admin/conservation/${id}`)
    // The proof is printed, from a dark screen too.
    await look('proof', '/admin/conservation/7')
    const cut = await page.getByText(/^[0-9a-f]{64}$/).evaluate((digest) => digest.scrollWidth > digest.clientWidth)
    expect(cut, 'the digest is read whole').toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)')
    expect(await violations(page), 'printed').toEqual([])
    await page.emulateMedia({ media: 'screen' })
    await look('approve', '/admin/conservation/4?acte=approuver')
    await look('lift', '/admin/conservation/5?acte=lever')
    await look('seal', `/admin/cercles/${circle}?sceller=oui`)

    await listing([])
    await look('list-empty', '/admin/conservation?vue=scelles')
    await look('list-none', '/admin/conservation?vue=scelles&etat=purged')
    for (const [name, settings] of Object.entries({
      empty: { afterDays: 90, ready: true },
      never: { afterDays: null, ready: true },
      'not-ready': { afterDays: null, ready: false },
    })) {
      await answer('**/api/v1/retentions/due?*', { items: [], next: null, ...settings })
      await look(`due-${name}`, '/admin/conservation')
    }
    await page.route('**/api/v1/retentions/due?*', (route) =>
      route.fulfill({ status: 503, json: { code: 'DATABASE_UNAVAILABLE', message: 'La base de données ne répond pas.' } }),
    )
    await look('due-error', '/admin/conservation')
    expect(complaints).toEqual([])
  })
})

import type { AccessLink } from 'bridge/contract'
import { beforeAll, expect, test } from 'vitest'
import { bellOf, opened } from './with/account.ts'
import { aBrowser, EVERY_SETTING, ownSessionIn, type Session } from './with/browser.ts'
import { aJournal } from './with/journal.ts'
import { asTallAs, calm, untranslated, violations, widerThanTheWindow } from './with/readable.ts'
import { call, until } from './with/registry.ts'

let as: Session
let pages: [path: string, act?: string][]

beforeAll(async () => {
  const journal = await aJournal(['Nadia'])
  const [nadia] = journal.members
  if (nadia === undefined) throw new Error('a member')
  await call('PUT', `/people/${nadia.id}/mutes/journals/${journal.id}`, {})
  await until('she is told that she joined', async () => ((await bellOf(nadia)).length > 0 ? true : undefined))
  const { link } = await call<AccessLink>('POST', `/people/${nadia.id}/access-links`, {})
  await using browser = await aBrowser()
  const { context } = await opened(browser, nadia, '/accueil')
  as = ownSessionIn(await context.storageState())
  pages = [
    ['/notifications'],
    ['/notifications?nonlus=oui'],
    ['/notifications?suite=nulle-part'],
    ['/compte/notifications'],
    ['/compte'],
    ['/compte', 'absence'],
    ['/compte', 'password'],
    ['/connexion?choisi=oui'],
    ['/accessibilite'],
    ['/acces'],
    [`/acces${new URL(String(link)).hash}`],
    ['/acces/demande'],
    ['/accueil', 'keys'],
  ]
}, 120_000)

const OPENED_BY = {
  absence: /Indiquer une absence|Say that I am away/,
  password: /^(Changer de mot de passe|Change the password)$/,
}

test.for(EVERY_SETTING)('every page reads well in $language, $scheme, on a $on', { timeout: 300_000 }, async ({ on: _on, ...setting }) => {
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window(setting, as)
  for (const [path, act] of pages) {
    await page.setViewportSize(setting.size)
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
    if (act === 'keys') await page.keyboard.press('?')
    else if (act === 'absence' || act === 'password') await page.getByRole('button', { name: OPENED_BY[act] }).click()
    await calm(page)
    await asTallAs(page)
    const where = `${path} ${act ?? ''}`
    expect(await violations(page), where).toEqual([])
    expect(await widerThanTheWindow(page), `${where} scrolls sideways`).toBe(false)
    expect(await page.locator('html').getAttribute('lang')).toBe(setting.language)
    expect(await untranslated(page, setting), where).toEqual([])
  }
  expect(complaints).toEqual([])
})

import type { AccessLink } from 'bridge/contract'
import { beforeAll, expect, test } from 'vitest'
import { bellOf, opened } from './with/account.ts'
import { aBrowser, ownSessionIn, type Session } from './with/browser.ts'
import { aJournal } from './with/journal.ts'
import { LANGUAGES, expectReadable, firstLook, openAsFirst } from './with/readable.ts'
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

test.for(LANGUAGES)('every page reads well in %s', { timeout: 600_000 }, async (language) => {
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window(firstLook(language), as)
  for (const [path, act] of pages) {
    await openAsFirst(page, path, language)
    if (act === 'keys') await page.keyboard.press('?')
    else if (act === 'absence' || act === 'password') await page.getByRole('button', { name: OPENED_BY[act] }).click()
    await expectReadable(page, `${path} ${act ?? ''}`, language)
  }
  expect(complaints).toEqual([])
})

import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, DESKTOP, PHONE, signIn } from './with/browser.ts'
import { aJournal, anotherClient, type Member } from './with/journal.ts'
import { asTallAs, calm, untranslated, violations, widerThanTheWindow } from './with/readable.ts'
import { call } from './with/registry.ts'
import { aDac } from './with/structure.ts'

let as: Parameters<Awaited<ReturnType<typeof aBrowser>>['window']>[1]
let pages: string[]

beforeAll(async () => {
  const [dac, journal] = [await aDac([{ givenName: 'Samira', role: 'manager' }, { givenName: 'Julien' }]), await aJournal(['Nadia'])]
  const [samira, julien] = dac.members as [Member, Member]
  await call('PUT', `/circles/${journal.id}/members/${samira.id}`, { role: 'Coordinatrice' })
  await call('PUT', `/people/${julien.id}/absence`, { from: '2026-01-01T00:00:00Z', until: '2037-12-24T12:00:00Z', replacement: samira.id })
  const [nadia, colleague] = [await anotherClient(journal.members[0] as Member), await anotherClient(julien)]
  const url = await nadia.upload('compte rendu.txt', 'text/plain', new TextEncoder().encode('bonjour'))
  await nadia.say(journal.roomId, { msgtype: 'm.file', body: 'compte rendu.txt', filename: 'compte rendu.txt', url, info: { size: 7 } })
  await colleague.say(dac.liaison, 'Réunion déplacée à 14 h')
  await using browser = await aBrowser()
  const { page, context } = await browser.window()
  await page.goto('/accueil')
  await signIn(page, samira.localpart, samira.password)
  await page.getByRole('heading', { level: 1, name: 'Bonjour Samira' }).waitFor()
  const { origins } = await context.storageState()
  // The session without the memory of the language, which each window chooses.
  as = { cookies: [], origins: origins.map((one) => ({ ...one, localStorage: one.localStorage.filter(({ name }) => name === 'session') })) }
  pages = [
    '/liaison',
    '/liaison?structure=inconnue',
    '/structure/contacts',
    '/structure/contacts?q=zzzzzz',
    '/structure/documents-usagers',
    '/structure/documents-usagers?vue=usager',
    '/structure/documents-usagers?type=image&du=2026-01-01',
    '/structure/documents',
    '/structure/gestion',
    '/accueil',
  ]
}, 120_000)

const settings = (['fr', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((scheme) => [
    { language, scheme, size: DESKTOP, on: 'desktop' },
    { language, scheme, size: PHONE, on: 'phone' },
  ]),
)

describe('every page of a DAC', () => {
  test.for(settings)('reads well in $language, $scheme, on a $on', { timeout: 300_000 }, async ({ on: _on, ...setting }) => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window(setting, as)
    for (const path of pages) {
      await page.setViewportSize(setting.size)
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
      if (path === '/liaison') await page.getByRole('heading', { level: 2 }).first().waitFor()
      await calm(page)
      // The liaison book is as tall as the screen by itself.
      if (path !== '/liaison') await asTallAs(page)
      expect(await violations(page), path).toEqual([])
      expect(await widerThanTheWindow(page), `${path} scrolls sideways`).toBe(false)
      expect(await page.locator('html').getAttribute('lang')).toBe(setting.language)
      expect(await untranslated(page, setting), path).toEqual([])
    }
    expect(complaints).toEqual([])
  })
})

import type { Notification, Preferences } from 'bridge/contract'
import type { Page } from 'playwright-core'
import { type aBrowser, signIn } from './browser.ts'
import { type aPersonWithPassword, call } from './registry.ts'

export type Somebody = Awaited<ReturnType<typeof aPersonWithPassword>>

/** A page of theirs, by way of the sign-in that it asks for. */
export async function opened(browser: Awaited<ReturnType<typeof aBrowser>>, who: Somebody, path: string) {
  const window = await browser.window()
  await window.page.goto(path)
  await signIn(window.page, who.localpart, who.password)
  await window.page.waitForURL((url) => url.pathname === path)
  return window
}
export const heard = (page: Page, words: string | RegExp) => page.getByRole('status').getByText(words).waitFor()
export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

/** What the registry knows of them, as the portal reads it. */
export const bellOf = async ({ id }: Somebody, query = '') =>
  (await call<{ items: Notification[] }>('GET', `/people/${id}/notifications${query}`)).items
export const preferencesOf = ({ id }: Somebody) => call<Preferences>('GET', `/people/${id}/preferences`)
export const bodyOf = ({ mutes: _mutes, version: _version, ...body }: Preferences) => body

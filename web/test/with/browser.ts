import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { installBrowser } from '../../../synapse-config/stack/find-browser.ts'
import type {} from '../../../synapse-config/stack/shared-stack.ts'

export const DESKTOP = { width: 1280, height: 860 }
export const PHONE = { width: 360, height: 780 }

export interface Setting {
  language?: 'fr' | 'en'
  scheme?: 'light' | 'dark'
  size?: typeof DESKTOP
  /** Another stack than the shared one. */
  baseUrl?: string
}

/** A real chromium, closed at the end of the block that opened it. Nothing but the stack's own addresses can be reached. */
export async function aBrowser() {
  const browser: Browser = await chromium.launch({
    executablePath: await installBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      // A microphone that hums, and a person who lets it be used.
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  })
  return {
    /** A person's own browser window: no cookie, no memory, unless `as` hands over somebody's session. */
    async window({ language = 'fr', scheme = 'light', size = DESKTOP, baseUrl = inject('stack').baseUrl }: Setting = {}, as?: Session) {
      const context = await browser.newContext({
        baseURL: baseUrl,
        viewport: size,
        colorScheme: scheme,
        locale: language === 'fr' ? 'fr-FR' : 'en-GB',
        timezoneId: 'Europe/Paris',
        reducedMotion: 'reduce',
        ...(as === undefined ? {} : { storageState: as }),
      })
      context.setDefaultTimeout(60_000)
      await context.addInitScript((kept) => {
        // The browser's own pages, such as the one without a network, have no memory.
        if (location.protocol.startsWith('http') && localStorage.getItem('language') === null) localStorage.setItem('language', kept)
      }, language)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        // The browser itself logs every 4xx answer; those are part of the life of a page.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
      })
      return { context, page, complaints }
    },
    [Symbol.asyncDispose]: () => browser.close(),
  }
}

/** Signs in as a person would, with the words of the French page. */
export async function signIn(page: Page, user: string, password: string): Promise<void> {
  await page.getByLabel('Identifiant').fill(user)
  await page.getByLabel('Mot de passe', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

/** Searches a list of the console, and waits until it is what was found: a line that moves under the pointer is not the one that is clicked. */
export async function searchList(page: Page, words: string): Promise<void> {
  await page.getByLabel('Rechercher').fill(words)
  await page.waitForURL((url) => url.searchParams.get('q') === words)
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
}

/** What is dangerous in the console asks for the password again. */
export async function giveAgain(page: Page, password: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Redonnez votre mot de passe' })
  await dialog.getByLabel('Mot de passe', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Continuer' }).click()
}

export type Session = Awaited<ReturnType<BrowserContext['storageState']>>
type Who = { localpart: string; password: string }
/** An administrator of the console signs in. The session without the memory of the language, which each window chooses. */
export async function consoleSession({ localpart, password }: Who): Promise<Session> {
  await using browser = await aBrowser()
  const { page, context } = await browser.window()
  await page.goto('/admin')
  await signIn(page, localpart, password)
  await page.getByRole('heading', { level: 1, name: 'Vue d’ensemble' }).waitFor()
  return { cookies: (await context.storageState()).cookies, origins: [] }
}
/** The same of a professional. */
export async function pagesSession({ localpart, password, givenName }: Who & { givenName: string }): Promise<Session> {
  await using browser = await aBrowser()
  const { page, context } = await browser.window()
  await page.goto('/accueil')
  await signIn(page, localpart, password)
  await page.getByRole('heading', { level: 1, name: `Bonjour ${givenName}` }).waitFor()
  return ownSessionIn(await context.storageState())
}
/** Of what a window keeps, the session alone. */
export const ownSessionIn = ({ origins }: Session): Session => ({
  cookies: [],
  origins: origins.map((one) => ({ ...one, localStorage: one.localStorage.filter(({ name }) => name === 'session') })),
})

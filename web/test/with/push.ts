import { createECDH, randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import type { Page } from 'playwright-core'
import { type aBrowser, signIn } from './browser.ts'
import { unique } from './registry.ts'

type Window = Awaited<ReturnType<Awaited<ReturnType<typeof aBrowser>>['window']>>

export async function arrive({ page }: Window, { localpart, password }: { localpart: string; password: string }, path: string) {
  await page.goto(path)
  await signIn(page, localpart, password)
  await page.waitForURL((url) => !url.pathname.startsWith('/connexion'), { timeout: 60_000 })
}
/** Installed, in charge of the page, and with all that it keeps. */
export const untilInstalled = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
    while (navigator.serviceWorker.controller === null || !(await caches.match('/accueil')))
      await new Promise((wait) => setTimeout(wait, 50))
  })

/** The browser's own push service is far away, and out of reach here: a subscription as the browser would make it. Gives what became of it. */
export async function withPushService({ context }: Window) {
  await context.grantPermissions(['notifications'], { origin: inject('stack').baseUrl })
  const pair = createECDH('prime256v1')
  const keys = { p256dh: pair.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') }
  const endpoint = `https://93.184.216.34/${unique()}`
  const done: ('made' | 'withdrawn')[] = []
  // Kept outside of the page, which forgets everything with the session.
  await context.exposeFunction('pushService', (what: 'made' | 'withdrawn' | 'asked') => {
    if (what !== 'asked') done.push(what)
    return done.at(-1) === 'made'
  })
  await context.addInitScript(
    (made) => {
      const { pushService } = globalThis as unknown as { pushService: (what: string) => Promise<boolean> }
      const subscription = {
        endpoint: made.endpoint,
        toJSON: () => made,
        unsubscribe: () => pushService('withdrawn').then((stands) => !stands),
      }
      Object.assign(PushManager.prototype, {
        getSubscription: () => pushService('asked').then((stands) => (stands ? subscription : null)),
        subscribe: () => pushService('made').then(() => subscription),
      })
    },
    { endpoint, keys },
  )
  return done
}

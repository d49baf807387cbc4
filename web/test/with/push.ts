import { createECDH, randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import type { aBrowser } from './browser.ts'
import { unique } from './registry.ts'

type Window = Awaited<ReturnType<Awaited<ReturnType<typeof aBrowser>>['window']>>

/** The browser's own push service is far away, and out of reach here: a subscription as the browser would make it. */
export async function withPushService({ context }: Window) {
  await context.grantPermissions(['notifications'], { origin: inject('stack').baseUrl })
  const pair = createECDH('prime256v1')
  const keys = { p256dh: pair.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') }
  const endpoint = `https://93.184.216.34/${unique()}`
  await context.addInitScript(
    (made) => {
      const kept = () => (localStorage.getItem('test-push') === null ? null : subscription)
      const subscription = {
        endpoint: made.endpoint,
        toJSON: () => made,
        unsubscribe: () => Promise.resolve(localStorage.removeItem('test-push')),
      }
      Object.assign(PushManager.prototype, {
        getSubscription: () => Promise.resolve(kept()),
        subscribe: () => Promise.resolve(localStorage.setItem('test-push', 'yes')).then(() => subscription),
      })
    },
    { endpoint, keys },
  )
}

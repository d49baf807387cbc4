import { queryOptions } from '@tanstack/react-query'
import type { PushState } from 'bridge/contract'
import { own } from './kept-session.ts'
import { findWorker, keepLanguage, silenceWorker } from './worker.ts'

const PUSH = '/api/v1/people/me/push'
const SUBSCRIPTION = `${PUSH}/subscription`

/** `not-offered`: by this installation; `refused`: in the browser, which does not ask a second time. */
export type DevicePush = 'unsupported' | 'not-offered' | 'refused' | 'off' | 'on'

const isSupported = () => 'PushManager' in globalThis && 'Notification' in globalThis && 'serviceWorker' in navigator

/** Whether this device is told of new messages: the browser and the service must agree. */
export const devicePushQuery = queryOptions({
  queryKey: ['own', 'push'],
  queryFn: async ({ signal }): Promise<DevicePush> => {
    if (!isSupported()) return 'unsupported'
    const { publicKey, endpoint } = await own<PushState>(PUSH, { signal })
    if (publicKey === null) return 'not-offered'
    if (Notification.permission === 'denied') return 'refused'
    const kept = await (await findWorker())?.pushManager.getSubscription()
    return endpoint !== null && kept?.endpoint === endpoint ? 'on' : 'off'
  },
  staleTime: 0,
})

/** The browser could not be reached by its own push service: no network towards it, or a browser built without. */
export class NoPushService extends Error {
  override readonly name = 'NoPushService'
}

/** Asks for permission first, while the click is fresh. When it is not given, nothing is changed: `devicePushQuery` says why. */
export async function turnPushOn(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return
  const { publicKey } = await own<PushState>(PUSH)
  if (publicKey === null) return
  await keepLanguage().catch(() => undefined)
  // Of whoever was here before, or of an older key.
  await silenceWorker()
  const { pushManager } = await navigator.serviceWorker.ready
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }).catch((cause: unknown) => {
    throw new NoPushService('no push service', { cause })
  })
  const { endpoint, keys } = made.toJSON()
  try {
    await own(SUBSCRIPTION, { method: 'PUT', body: { endpoint, keys: { p256dh: keys?.['p256dh'], auth: keys?.['auth'] } } })
  } catch (error) {
    await made.unsubscribe()
    throw error
  }
}

/** On the device first: from then on it hears nothing, whether the service answers or not. */
export async function turnPushOff(): Promise<void> {
  await silenceWorker()
  await own(SUBSCRIPTION, { method: 'DELETE' })
}

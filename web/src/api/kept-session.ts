import { type Call, type Page, query, request } from './request.ts'
import { keepPages, silenceWorker } from './worker.ts'

/** The Matrix session of the professional, kept on this device until they sign out. */
export interface KeptSession {
  readonly userId: string
  readonly deviceId: string
  readonly accessToken: string
}
const KEPT = 'session'

export function keptSession(): KeptSession | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null')
    const whole = typeof kept === 'object' && kept !== null && 'userId' in kept && 'deviceId' in kept && 'accessToken' in kept
    return whole ? (kept as KeptSession) : null
  } catch {
    return null
  }
}

/** The API, as the professional whose session this is. */
export async function own<Answer>(path: string, call: Call = {}): Promise<Answer> {
  const session = keptSession()
  return request<Answer>(path, session === null ? call : { ...call, bearer: session.accessToken })
}

/** The whole of a list of one's own, a page after the other. */
export async function ownAll<Item>(path: string, signal: AbortSignal): Promise<Item[]> {
  const all: Item[] = []
  let cursor: string | undefined
  do {
    const page: Page<Item> = await own(`${path}${query({ limit: 200, cursor })}`, { signal })
    all.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return all
}

/** Throws what `request` throws; see `signInFailure` for its words. */
export async function openSession(user: string, password: string): Promise<void> {
  const { user_id, device_id, access_token } = await request<{ user_id: string; device_id: string; access_token: string }>(
    '/_matrix/client/v3/login',
    {
      method: 'POST',
      body: {
        type: 'm.login.password',
        identifier: { type: 'm.id.user', user },
        password,
        initial_device_display_name: deviceName(navigator.userAgent),
      },
    },
  )
  await wipe()
  localStorage.setItem(KEPT, JSON.stringify({ userId: user_id, deviceId: device_id, accessToken: access_token } satisfies KeptSession))
  void keepPages()
}

/** "Pages web, Firefox sur Windows": what somebody recognises in the list of their sessions. */
function deviceName(agent: string): string {
  const browser = /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox' : /Chrome\//.test(agent) ? 'Chrome' : 'Safari'
  const system = /Android/.test(agent)
    ? 'Android'
    : /iPhone|iPad/.test(agent)
      ? 'iOS'
      : /Windows/.test(agent)
        ? 'Windows'
        : /Mac OS/.test(agent)
          ? 'macOS'
          : 'Linux'
  return `Pages web, ${browser} sur ${system}`
}

export type Ending = 'signed-out' | 'ended'
const channel = new BroadcastChannel('session')
const listeners = new Set<(why: Ending) => void>()
channel.addEventListener('message', ({ data }) => tell(data === 'signed-out' ? 'signed-out' : 'ended'))
const tell = (why: Ending) => {
  for (const listener of listeners) listener(why)
}

/** Told in every tab, this one included. */
export function onSessionEnded(listener: (why: Ending) => void): void {
  listeners.add(listener)
}

/** Ends the session on the homeserver too, unless it ended there by itself. Everything of it leaves this device, whatever answers. */
export async function closeSession(why: Ending): Promise<void> {
  const session = keptSession()
  if (session !== null && why === 'signed-out')
    await request('/_matrix/client/v3/logout', { method: 'POST', bearer: session.accessToken, body: {} }).catch(() => undefined)
  await wipe()
  channel.postMessage(why)
  tell(why)
}

/** What stays: the language, the appearance, whether a key opens the list of keys. Computers are shared. */
const STAYS = new Set(['language', 'mantine-color-scheme-value', 'key-list'])

async function wipe(): Promise<void> {
  for (const key of Object.keys(localStorage)) if (!STAYS.has(key)) localStorage.removeItem(key)
  sessionStorage.clear()
  const databases = (await indexedDB.databases?.()) ?? []
  // A tab that still holds one open closes it when it is told; the browser then finishes.
  for (const { name } of databases) if (name !== undefined) indexedDB.deleteDatabase(name)
  await silenceWorker()
  if ('caches' in globalThis) for (const name of await caches.keys()) await caches.delete(name)
}

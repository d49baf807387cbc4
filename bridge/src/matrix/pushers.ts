import { MatrixFailure } from './port.ts'

const CLIENT = '/_matrix/client/v3'
const APP_ID = 'fr.sphere.pages'

export interface Pusher {
  /** By which the homeserver names the browser to us. */
  readonly pushkey: string
  /** Where the homeserver reaches us. */
  readonly url: string
  /** Comes back with every notification: nobody else knows it. */
  readonly secret: string
}
/** What only the session itself may ask: a pusher goes with the device that set it. */
export interface SessionVerbs {
  /** The device of a session, and all that its owner has; undefined when the token is good for nobody. */
  readSession(token: string): Promise<{ device: string; devices: string[] } | undefined>
  /** Safe to repeat. */
  setPusher(token: string, pusher: Pusher): Promise<void>
  /** Safe to repeat. */
  deletePusher(token: string, pushkey: string): Promise<void>
}

/** In the person's own name and session, over connections that stay open (as in whose-token.ts). */
export function sessionVerbs(homeserverUrl: string): SessionVerbs {
  async function ask(doing: string, token: string, method: 'GET' | 'POST', path: string, body?: object): Promise<Record<string, unknown>> {
    const answer = await fetch(`${homeserverUrl}${CLIENT}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(10_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new MatrixFailure(doing, 'NO_ANSWER', error instanceof Error ? error.name : '', null)
    })
    const text = await answer.text()
    if (!answer.ok) throw new MatrixFailure(doing, `HTTP_${answer.status}`, '', answer.status)
    return JSON.parse(text) as Record<string, unknown>
  }
  return {
    async readSession(token) {
      try {
        const { device_id: device } = await ask('read the session', token, 'GET', '/account/whoami')
        if (typeof device !== 'string') return undefined
        const { devices } = (await ask('list sessions', token, 'GET', '/devices')) as { devices?: { device_id: string }[] }
        return { device, devices: (devices ?? []).map(({ device_id: id }) => id) }
      } catch (error) {
        if (error instanceof MatrixFailure && error.status === 401) return undefined
        throw error
      }
    },
    async setPusher(token, { pushkey, url, secret }) {
      await ask('set a pusher', token, 'POST', '/pushers/set', {
        kind: 'http',
        app_id: APP_ID,
        pushkey,
        app_display_name: 'Messagerie des cercles de soins',
        device_display_name: 'Navigateur',
        lang: 'fr',
        // Identifiers alone (mission, decision 11).
        data: { url, format: 'event_id_only', secret },
      })
    },
    async deletePusher(token, pushkey) {
      await ask('delete a pusher', token, 'POST', '/pushers/set', { kind: null, app_id: APP_ID, pushkey })
    },
  }
}

import { MatrixFailure } from './port.ts'

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
export interface PusherVerbs {
  /** Safe to repeat. */
  setPusher(token: string, pusher: Pusher): Promise<void>
  /** Safe to repeat. */
  deletePusher(token: string, pushkey: string): Promise<void>
}

/** In the person's own name and session, over connections that stay open (as in whose-token.ts). */
export function pusherVerbs(homeserverUrl: string): PusherVerbs {
  async function set(doing: string, token: string, pusher: object): Promise<void> {
    const answer = await fetch(`${homeserverUrl}/_matrix/client/v3/pushers/set`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ app_id: APP_ID, ...pusher }),
      signal: AbortSignal.timeout(10_000),
    }).catch((error: unknown) => {
      throw new MatrixFailure(doing, 'NO_ANSWER', error instanceof Error ? error.name : '', null)
    })
    await answer.text()
    if (!answer.ok) throw new MatrixFailure(doing, `HTTP_${answer.status}`, '', answer.status)
  }
  return {
    setPusher: (token, { pushkey, url, secret }) =>
      set('set a pusher', token, {
        kind: 'http',
        pushkey,
        app_display_name: 'Messagerie des cercles de soins',
        device_display_name: 'Navigateur',
        lang: 'fr',
        // Identifiers alone (mission, decision 11).
        data: { url, format: 'event_id_only', secret },
      }),
    deletePusher: (token, pushkey) => set('delete a pusher', token, { kind: null, pushkey }),
  }
}

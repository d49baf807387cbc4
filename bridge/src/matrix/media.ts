import type { UserId } from '../core/ids.ts'
import { isObject } from '../core/json.ts'
import { storable } from '../core/timeline.ts'
import { MatrixFailure, type MatrixPort } from './port.ts'

type Json = Record<string, unknown>
export type Call = (doing: string, as: UserId | null, method: 'GET' | 'DELETE', path: string, body?: object, query?: Json) => Promise<Json>
const at = (...parts: readonly string[]) => `/${parts.map(encodeURIComponent).join('/')}`
const ADMIN = '/_synapse/admin/v1'
const PAGE = 100
const READING_AT_MOST_MS = 600_000
interface Place {
  readonly admin: UserId
  readonly bridge: UserId
  readonly serverName: string
  readonly homeserverUrl: string
  readonly asToken: string
}
const absent = (error: unknown): undefined => {
  if (!(error instanceof MatrixFailure && error.errcode === 'M_NOT_FOUND')) throw error
}

type MediaVerbs = Pick<MatrixPort, 'readMedia' | 'deleteMedia' | 'listMedia' | 'hasEvent' | 'findDeletion' | 'readPicture'>

/** Files and events as the administrator sees them: the bridge is not in every room. */
export const mediaVerbs = (call: Call, { admin, bridge, serverName, homeserverUrl, asToken }: Place): MediaVerbs => ({
  async readMedia(id) {
    const path = `/_matrix/client/v1/media/download${at(serverName, id)}?${String(new URLSearchParams({ user_id: admin }))}`
    const answer = await fetch(`${homeserverUrl}${path}`, {
      headers: { authorization: `Bearer ${asToken}` },
      signal: AbortSignal.timeout(READING_AT_MOST_MS),
    }).catch((error: unknown) => {
      throw new MatrixFailure('read the file', 'NO_ANSWER', (error as Error).name, null)
    })
    if (answer.status === 404) return undefined
    if (!answer.ok) throw new MatrixFailure('read the file', 'NOT_READ', '', answer.status)
    return (answer.body ?? []) as AsyncIterable<Uint8Array>
  },
  async deleteMedia(id) {
    const found = await call('delete the file', admin, 'DELETE', `${ADMIN}/media${at(serverName, id)}`).catch(absent)
    // A disk that refuses is answered with 200, and nothing deleted.
    if (found !== undefined && found['total'] !== 1) throw new MatrixFailure('delete the file', 'NOT_DELETED', '', null)
  },
  async listMedia(user, { from, to }) {
    const found: string[] = []
    for (let start = 0; ; start += PAGE) {
      const query = { from: start, limit: PAGE, order_by: 'created_ts', dir: 'b' }
      const page = await call('list files', admin, 'GET', `${ADMIN}/users${at(user)}/media`, undefined, query).catch(absent)
      const { media } = (page ?? { media: [] }) as unknown as Listed
      found.push(...media.filter((one) => one.created_ts >= from.getTime() && one.created_ts <= to.getTime()).map((one) => one.media_id))
      if (media.length < PAGE || media.some((one) => one.created_ts < from.getTime())) return found
    }
  },
  async hasEvent(id) {
    return (await call('look for the event', admin, 'GET', `${ADMIN}/fetch_event${at(id)}`).catch(absent)) !== undefined
  },
  async findDeletion(room, id) {
    const path = `${ADMIN}/rooms${at(room)}/context${at(id)}`
    const found = await call('read the event', admin, 'GET', path, undefined, { limit: 0 }).catch(absent)
    const { unsigned } = (found?.['event'] ?? {}) as { unsigned?: Json }
    const because = unsigned?.['redacted_because']
    if (because === undefined) return null
    const content = isObject(because) && isObject(because['content']) ? because['content'] : {}
    const reason = typeof content['reason'] === 'string' ? storable(content['reason'].trim().slice(0, 500)) : ''
    return { reason: reason === '' ? null : String(reason) }
  },
  async readPicture(user) {
    const found = await call('read the profile', bridge, 'GET', `/_matrix/client/v3/profile${at(user)}`).catch(absent)
    return typeof found?.['avatar_url'] === 'string' ? found['avatar_url'] : null
  },
})
interface Listed {
  media: { media_id: string; created_ts: number }[]
}

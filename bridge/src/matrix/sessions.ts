import type { UserId } from '../core/ids.ts'
import { MatrixFailure, type MatrixPort } from './port.ts'

type Json = Record<string, unknown>
type Call = (doing: string, as: UserId | null, method: 'GET' | 'POST', path: string, body?: object) => Promise<Json>
interface Device {
  readonly device_id: string
  readonly display_name?: string | null
  readonly last_seen_ts?: number | null
}
const PATIENCE_MS = 20_000
const pathOf = (user: UserId, what: string) => `/_synapse/admin/v2/users/${encodeURIComponent(user)}/${what}`

/** Sessions of people: to Synapse a session is a device, with its tokens and its pushers. */
export const sessionVerbs = (
  call: Call,
  { admin, homeserverUrl }: { admin: UserId; homeserverUrl: string },
): Pick<MatrixPort, 'listSessions' | 'endSessions' | 'changePassword'> => ({
  async listSessions(user) {
    const { devices } = await call('list sessions', admin, 'GET', pathOf(user, 'devices')).catch((error: unknown) => {
      if (error instanceof MatrixFailure && error.errcode === 'M_NOT_FOUND') return { devices: [] }
      throw error
    })
    return (devices as Device[]).map(({ device_id: id, display_name: name, last_seen_ts: seen }) => ({
      id,
      name: name ?? null,
      lastSeenAt: typeof seen === 'number' && seen > 0 ? new Date(seen) : null,
    }))
  },
  async endSessions(user, sessions) {
    if (sessions.length > 0) await call('end sessions', admin, 'POST', pathOf(user, 'delete_devices'), { devices: sessions })
  },

  // With the person's own token: so Synapse keeps the session that asks, and the SDK's client is the bridge's.
  async changePassword({ user, token, present, password }) {
    const auth = { type: 'm.login.password', identifier: { type: 'm.id.user', user }, password: present }
    const answer = await fetch(`${homeserverUrl}/_matrix/client/v3/account/password`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ auth, new_password: password, logout_devices: true }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch((error: unknown) => {
      throw new MatrixFailure('change the password', 'NO_ANSWER', error instanceof Error ? error.name : '', null)
    })
    const { errcode, retry_after_ms: wait } = (await answer.json().catch(() => ({}))) as { errcode?: string; retry_after_ms?: number }
    if (answer.ok) return { is: 'changed' }
    if (answer.status === 429) return { is: 'too-many-tries', retryAfterSeconds: Math.max(1, Math.ceil((wait ?? 1_000) / 1_000)) }
    if (errcode === 'M_UNKNOWN_TOKEN') return { is: 'no-session' }
    if (errcode === 'M_FORBIDDEN') return { is: 'wrong-password' }
    throw new MatrixFailure('change the password', errcode ?? `HTTP_${answer.status}`, '', answer.status)
  },
})

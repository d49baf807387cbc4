import { queryOptions } from '@tanstack/react-query'
import type { Caller } from 'bridge/contract'
import { Refused, request } from './request.ts'

const SESSION = '/api/console/session'

/** Who is signed in; `Refused` with 401 when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => request<Caller>(SESSION, { signal }),
  staleTime: 60_000,
  retry: false,
})

export const signOut = (): Promise<void> => request(SESSION, { method: 'DELETE' })

/**
 * Proves to the bridge who one is without ever showing it a Matrix access token: the homeserver vouches with an OpenID token, which
 * the bridge exchanges for its own httpOnly cookie. The Matrix session lives for these few requests only; nothing of it stays here.
 */
export async function signIn(user: string, password: string): Promise<void> {
  const matrix = await request<{ access_token: string; user_id: string }>('/_matrix/client/v3/login', {
    method: 'POST',
    body: {
      type: 'm.login.password',
      identifier: { type: 'm.id.user', user },
      password,
      initial_device_display_name: 'Console',
    },
  })
  const bearer = matrix.access_token
  try {
    const openId = await request<{ access_token: string }>(
      `/_matrix/client/v3/user/${encodeURIComponent(matrix.user_id)}/openid/request_token`,
      { method: 'POST', bearer, body: {} },
    )
    await request(SESSION, { method: 'POST', body: { openIdToken: openId.access_token } })
  } finally {
    // A Matrix session left behind is no reason to refuse the console: it dies unused, and the person sees it in their own client.
    await request('/_matrix/client/v3/logout', { method: 'POST', bearer, body: {} }).catch(() => undefined)
  }
}

export type SignInFailure = { kind: 'wrong-password' | 'locked' } | { kind: 'too-many-tries'; seconds: number } | { kind: 'other' }

/** What went wrong, from the error codes of the Matrix specification (client-server API, "Standard error response"). */
export function signInFailure(error: unknown): SignInFailure {
  if (!(error instanceof Refused) || error.answer !== undefined) return { kind: 'other' }
  const said = error.body as { errcode?: string; retry_after_ms?: number } | undefined
  switch (said?.errcode) {
    case 'M_FORBIDDEN':
    case 'M_INVALID_USERNAME':
    case 'M_INVALID_PARAM':
      return { kind: 'wrong-password' }
    case 'M_USER_LOCKED':
    case 'M_USER_SUSPENDED':
    case 'M_USER_DEACTIVATED':
      return { kind: 'locked' }
    case 'M_LIMIT_EXCEEDED':
      return { kind: 'too-many-tries', seconds: Math.max(1, Math.ceil((said?.retry_after_ms ?? 30_000) / 1000)) }
    default:
      return { kind: 'other' }
  }
}

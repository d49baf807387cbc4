import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Caller, Scope } from 'bridge/contract'
import { request } from './request.ts'

const SESSION = '/api/console/session'

/** Who is signed in; `Refused` with 401 when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => request<Caller>(SESSION, { signal }),
  staleTime: 60_000,
  retry: false,
})

/** Whether who is signed in holds a right: what they may not do is not offered. The server judges. */
export function useMay(): (scope: Scope) => boolean {
  const { data: caller } = useQuery(sessionQuery)
  return (scope) => caller?.scopes.some((held) => held === '*' || held === scope) === true
}

export const signOut = (): Promise<void> => request(SESSION, { method: 'DELETE' })

/**
 * Proves to the bridge who one is without ever showing it a Matrix access token: the homeserver vouches with an OpenID token, which
 * the bridge exchanges for its own httpOnly cookie. The Matrix session lives for these few requests only; nothing of it stays here.
 */
export const signIn = (user: string, password: string): Promise<void> => vouched(user, password, SESSION)

/** The same for somebody who is at work there: for a few minutes they may do what is dangerous. */
export const giveAgain = (user: string, password: string): Promise<void> => vouched(user, password, `${SESSION}/confirmation`)

async function vouched(user: string, password: string, path: string): Promise<void> {
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
    await request(path, { method: 'POST', body: { openIdToken: openId.access_token } })
  } finally {
    // A Matrix session left behind is no reason to refuse the console: it dies unused, and the person sees it in their own client.
    await request('/_matrix/client/v3/logout', { method: 'POST', bearer, body: {} }).catch(() => undefined)
  }
}

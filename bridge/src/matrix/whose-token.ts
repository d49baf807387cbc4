import { MatrixFailure } from './port.ts'

/**
 * The user whose access token it is and their session, or undefined when it is good for nobody. Asked at every new face of the public port: by fetch,
 * over connections that stay open, and not by the SDK, which opens one each time.
 */
export async function whoseAccessToken(homeserverUrl: string, token: string): Promise<{ user: string; device: string | null } | undefined> {
  const answer = await fetch(`${homeserverUrl}/_matrix/client/v3/account/whoami`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(10_000),
  }).catch((error: unknown) => {
    throw new MatrixFailure('read the token', 'NO_ANSWER', error instanceof Error ? error.name : '', null)
  })
  // Read to its end, for the connection to serve again.
  const text = await answer.text()
  if (answer.status === 401) return undefined
  if (!answer.ok) throw new MatrixFailure('read the token', `HTTP_${answer.status}`, '', answer.status)
  const { user_id: user, device_id: device } = JSON.parse(text) as { user_id?: unknown; device_id?: unknown }
  return typeof user === 'string' ? { user, device: typeof device === 'string' ? device : null } : undefined
}

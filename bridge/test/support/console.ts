import { expect, inject } from 'vitest'
import { type Answer, sharedStage } from './rooms.ts'

/** The API as somebody's session of the console. */
export async function consoleOf({ userId, password }: { userId: string; password: string }) {
  const { baseUrl } = inject('stack')
  const asThem = await sharedStage().signIn({ userId, password })
  const { body: openId } = await asThem('POST', `/_matrix/client/v3/user/${encodeURIComponent(userId)}/openid/request_token`, {})
  const response = await fetch(`${baseUrl}/api/console/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ openIdToken: openId['access_token'] }),
  })
  expect(response.status).toBe(204)
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return async <Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<Body>> => {
    const answer = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: (text === '' ? {} : JSON.parse(text)) as Body }
  }
}

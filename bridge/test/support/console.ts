import { expect, inject } from 'vitest'
import { type Answer, CLIENT, type Doors, type Stage, ask, sharedStage } from './rooms.ts'

type Who = { userId: string; password: string }

/** A session of the console as its pages open it; `confirm` gives the password again. */
export async function consoleSession(stage: Stage, { baseUrl }: Pick<Doors, 'baseUrl'>, { userId, password }: Who) {
  const vouched = async (path: string, cookie = '') => {
    const { body } = await stage.logIn(userId, password)
    const open = `${baseUrl}${CLIENT}/user/${encodeURIComponent(userId)}/openid/request_token`
    const { body: openId } = await ask(open, 'POST', body.access_token, {})
    return fetch(`${baseUrl}/api/console/session${path}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ openIdToken: openId['access_token'] }),
    })
  }
  const opened = await vouched('')
  expect(opened.status).toBe(204)
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const call = async <Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> => {
    const answer = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: (text === '' ? {} : JSON.parse(text)) as Body }
  }
  return { cookie, call, confirm: () => vouched('/confirmation', cookie) }
}

/** The API as somebody's session of the console. */
export async function consoleOf(who: Who) {
  const { call, ...session } = await consoleSession(sharedStage(), inject('stack'), who)
  return Object.assign(call, session)
}

import { CannotRun } from '../../core/canary/causes.ts'
import type { PublicDoor } from '../../matrix/public-door.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const LOGIN = '/_matrix/client/v3/login'

/** A session like anybody's. Throws CannotRun. */
export async function signIn(door: PublicDoor, user: string, password: string): Promise<string> {
  const asked = {
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user },
    password,
    initial_device_display_name: 'Contrôle des fuites',
  }
  const { status, text } = await door({ method: 'POST', path: LOGIN, headers: JSON_TYPE, body: JSON.stringify(asked) })
  if (status === null || status >= 500) throw new CannotRun('the-door-does-not-answer')
  const token = status === 200 ? (JSON.parse(text) as { access_token?: string }).access_token : undefined
  if (token === undefined) throw new CannotRun('nobody-can-sign-in')
  return token
}

export async function signOut(door: PublicDoor, token: string): Promise<void> {
  await door({ method: 'POST', path: '/_matrix/client/v3/logout', headers: { ...JSON_TYPE, authorization: `Bearer ${token}` }, body: '{}' })
}

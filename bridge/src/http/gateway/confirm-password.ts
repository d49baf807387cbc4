import { isObject } from '../../core/json.ts'
import { localpartOf } from '../../core/ids.ts'
import { tellsWho } from '../../core/passwords.ts'
import { FAULTS } from '../../core/faults.ts'
import { findPersonByLocalpart } from '../../db/people.ts'
import { followClient } from '../../flows/account/follow-client.ts'
import { tryPresentPassword } from '../../flows/account/present-password.ts'
import type { World } from '../../flows/world.ts'
import { refuse } from './homeserver-door.ts'
import type { OwnAnswer } from './own-answers.ts'
import { BadBody, readText } from './read-json.ts'
import { askInTheirName, passBack } from './relay.ts'

/**
 * What a client does with the person's password in hand (Matrix specification, user-interactive authentication). Synapse counts no wrong
 * tries there, so that a session left open would be a place to guess the password: we do. What was agreed to is followed.
 */
export const confirmPassword =
  (world: World, homeserverUrl: string): OwnAnswer =>
  async ({ user, token, found, request, response }) => {
    const body = parsed(await readText(request))
    const { auth, new_password: chosen, devices } = body
    const wait = isObject(auth) && 'password' in auth ? await tryPresentPassword(world, user) : 0
    if (wait > 0) return refuse(response, 429, 'M_LIMIT_EXCEEDED', FAULTS.TOO_MANY_TRIES.fr, { retry_after_ms: wait * 1_000 })
    if (typeof chosen === 'string' && (await isTelling(world, user, chosen)))
      return refuse(response, 400, 'M_WEAK_PASSWORD', FAULTS.PASSWORD_TELLS_WHO.fr)

    const answer = await askInTheirName(homeserverUrl, { request, token }, JSON.stringify(body))
    if (answer.ok && found.path === '/account/password') await followClient(world, user, { what: 'password' })
    if (answer.ok && found.path === '/devices/{deviceId}') await followClient(world, user, { what: 'sessions', ended: 1 })
    if (answer.ok && found.path === '/delete_devices')
      await followClient(world, user, { what: 'sessions', ended: Array.isArray(devices) ? devices.length : 0 })
    return passBack(response, answer)
  }

async function isTelling({ db, serverName }: World, user: string, password: string): Promise<boolean> {
  const person = await findPersonByLocalpart(db, localpartOf(user, serverName) ?? '', serverName)
  return person !== undefined && tellsWho(password, person)
}

/** No body is an empty one, as some clients end a session. Throws BadBody. */
function parsed(text: string): Record<string, unknown> {
  try {
    const body: unknown = text === '' ? {} : JSON.parse(text)
    if (isObject(body)) return body
  } catch {
    // Told as any other body that is not one.
  }
  throw new BadBody(400, 'M_NOT_JSON')
}

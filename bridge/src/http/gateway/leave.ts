import { findMailOf, leaveMail } from '../../flows/leave-mail.ts'
import type { World } from '../../flows/world.ts'
import type { OwnAnswer } from './own-answers.ts'
import { readText } from './read-json.ts'
import { askInTheirName, passBack } from './relay.ts'

/**
 * Leaving a conversation closes its past before the answer is given: Synapse alone would still tell of it to who was there, until the
 * homeserver's news of it are read. Leaving any other room is Synapse's and the registry's affair.
 */
export const leave =
  (world: World, homeserverUrl: string): OwnAnswer =>
  async ({ user, token, found, request, response }) => {
    const mail = await findMailOf(world, found.room ?? '')
    if (mail === undefined) return 'pass'
    const answer = await askInTheirName(homeserverUrl, { request, token }, await readText(request))
    if (answer.ok) await leaveMail(world, mail, user)
    return passBack(response, answer)
  }

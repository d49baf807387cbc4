import { localpartOf } from '../../core/ids.ts'
import { queuePushRulesOfLocalpart } from '../../db/push-rules.ts'
import type { World } from '../../flows/world.ts'
import type { OwnAnswer } from './own-answers.ts'
import { readText } from './read-json.ts'
import { askInTheirName, passBack } from './relay.ts'

/** The homeserver decides on the rule; once it is agreed to, what it means for the person's wishes is read from all their rules. */
export const changePushRule =
  (world: World, homeserverUrl: string): OwnAnswer =>
  async ({ user, token, request, response }) => {
    const answer = await askInTheirName(homeserverUrl, { request, token }, await readText(request))
    const localpart = localpartOf(user, world.serverName)
    if (answer.ok && localpart !== null) await queuePushRulesOfLocalpart(world.db, localpart)
    return passBack(response, answer)
  }

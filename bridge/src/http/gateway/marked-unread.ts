import { isObject } from '../../core/json.ts'
import { localpartOf } from '../../core/ids.ts'
import { setRoomMarkedUnread } from '../../db/mails/folders.ts'
import { judgeReading } from '../../flows/answer-policy-question.ts'
import type { World } from '../../flows/world.ts'
import { refuseWith } from './homeserver-door.ts'
import type { OwnAnswer } from './own-answers.ts'
import { readText } from './read-json.ts'
import { askInTheirName, passBack } from './relay.ts'

/**
 * A client marks a conversation as unread, or takes the mark away (Matrix specification 1.12): no event tells us of it, so it is seen as it
 * passes, and the mails of the pages say the same.
 */
export const markedUnread =
  (world: World, homeserverUrl: string): OwnAnswer =>
  async ({ user, token, found, request, response }) => {
    const { db, matrix, serverName, now } = world
    const room = found.room ?? ''
    const { decision } = await judgeReading({ db, serverName, now, bridge: matrix.bridge }, room, user)
    if (!decision.allowed) return refuseWith(response, decision.code)
    const body = await readText(request)
    const answer = await askInTheirName(homeserverUrl, { request, token }, body)
    const localpart = localpartOf(user, serverName)
    if (answer.ok && localpart !== null && found.user === user) await setRoomMarkedUnread(db, localpart, room, saysUnread(body), now())
    return passBack(response, answer)
  }

function saysUnread(body: string): boolean {
  try {
    const content: unknown = JSON.parse(body)
    return isObject(content) && content['unread'] === true
  } catch {
    return false
  }
}

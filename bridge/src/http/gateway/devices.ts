import { isObject } from '../../core/json.ts'
import type { World } from '../../flows/world.ts'
import { answerJson, refuseWith } from './homeserver-door.ts'
import type { OwnAnswer } from './own-answers.ts'
import { readJson } from './read-json.ts'
import { askInTheirName, passBack } from './relay.ts'

/**
 * Where somebody's device is woken (Matrix specification, Push API). Whatever the client asked for, identifiers alone leave the platform
 * (mission, decision 11); the homeserver's own e-mails carry names of rooms and words of messages, and are refused.
 */
export const setPusher =
  (world: World, homeserverUrl: string): OwnAnswer =>
  async ({ user, token, found, request, response }) => {
    const body = await readJson(request)
    const kind = isObject(body) ? body['kind'] : null
    if (kind !== null && kind !== undefined && kind !== 'http') {
      const decision = { allowed: false, rule: 'closed-routes', code: 'PUSH_TO_DEVICES_ONLY' } as const
      world.decisions.record({
        question: 'closed.use',
        action: `POST ${found.path}`,
        decision,
        userId: user,
        roomId: null,
        room: null,
        via: 'gateway',
      })
      return refuseWith(response, decision.code)
    }
    const data = isObject(body) && isObject(body['data']) ? body['data'] : {}
    const asked = isObject(body) && kind === 'http' ? { ...body, data: { ...data, format: 'event_id_only' } } : body
    return passBack(response, await askInTheirName(homeserverUrl, { request, token }, JSON.stringify(asked)))
  }

/** Agreed to, and nothing done: between devices, words would pass from anybody to anybody, unseen by the rules and by the record. */
export const dropToDevice: OwnAnswer = async ({ request, response }) => {
  await readJson(request, 1_000_000)
  answerJson(response, {})
}

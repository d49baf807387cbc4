import { readMailRequest } from '../../core/mail.ts'
import { openMail } from '../../flows/open-mail.ts'
import type { World } from '../../flows/world.ts'
import { policyAnswers } from '../../metrics.ts'
import { answerJson, refuse, refuseWith } from './homeserver-door.ts'
import type { OwnAnswer } from './own-answers.ts'
import { readJson } from './read-json.ts'

/**
 * createRoom as people's clients call it: not Synapse makes that room but the bridge, and there is one per set of people (mission,
 * decision 10). What is no request for a conversation is refused with words.
 */
export const createRoom =
  (world: World): OwnAnswer =>
  async ({ user, request, response }) => {
    const asked = readMailRequest(await readJson(request))
    if (asked === undefined) return refuse(response, 400, 'M_BAD_JSON', 'La demande ne correspond pas à ce qui est attendu.')
    const opened = await openMail(world, user, asked)
    if (opened === 'late')
      return refuse(response, 503, 'M_UNKNOWN', 'La conversation s’ouvre : réessayez dans un instant.', { retry_after_ms: 2_000 })
    const decision = 'room' in opened ? ({ allowed: true } as const) : opened.refused
    world.decisions.record({
      question: 'mail.open',
      decision,
      userId: user,
      roomId: 'room' in opened ? opened.room : null,
      room: null,
      via: 'gateway',
    })
    policyAnswers.inc({ question: 'mail.open', answer: 'room' in opened ? 'allowed' : opened.refused.code })
    if ('room' in opened) return answerJson(response, { room_id: opened.room })
    refuseWith(response, opened.refused.code)
  }

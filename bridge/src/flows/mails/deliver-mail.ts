import { REFUSALS } from 'policies'
import { type RoomId, userIdOf } from '../../core/ids.ts'
import { composeMail } from '../../core/mails/compose-mail.ts'
import { withSubjectAlone } from '../../db/jobs.ts'
import { ensureMail, findMail, listParticipants } from '../../db/mail.ts'
import {
  type Sending,
  endSending,
  findSending,
  moveSending,
  queueSending,
  setSendingBegan,
  setSendingPutOff,
} from '../../db/mails/sending.ts'
import { MatrixFailure } from '../../matrix/port.ts'
import { tellDeparted, tellDepartedOfRoom } from '../departures/tell-departed.ts'
import { judgeMail } from '../open-mail.ts'
import { secondsBeforeRetry } from '../retry.ts'
import type { World } from '../world.ts'

/**
 * Says a mail that somebody asked us to send, as that person, once: before anything is said, that is written down, and whoever comes
 * after a crash looks in the room for what is there. What waits for its room is called again when the room is made.
 */
export async function deliverMail(world: World, mail: string): Promise<void> {
  const { db, now } = world
  const alone = await withSubjectAlone(db, `mail:${mail}`, async () => {
    const sending = await findSending(db, mail)
    if (sending === undefined) return
    try {
      await deliver(world, sending)
    } catch (error) {
      await afterFailure(world, sending, error)
    }
  })
  if (!alone) await queueSending(db, mail, new Date(now().getTime() + 1_000))
}

async function deliver(world: World, sending: Sending): Promise<void> {
  const { db, serverName, matrix, now } = world
  const { mail, ref, localpart, letter, beganAt, replyToEvent } = sending
  const room = await findMail(db, ref)
  if (room?.open !== true && beganAt === null) return moveElsewhere(world, sending)
  // The work that makes the room calls again; this is for the day on which that call is lost.
  if (room === undefined || room.roomId === null || room.madeAt === null) return queueSending(db, mail, later(now(), 30))

  const contents = composeMail({ ...letter, id: mail, replyToEvent })
  if (contents === undefined) return endSending(db, mail, 'TOO_LONG')
  const user = userIdOf(localpart, serverName)
  const said = beganAt === null ? new Set<number>() : await matrix.listSaidParts(user, room.roomId, mail, beganAt)
  await setSendingBegan(db, mail, now())
  for (const [index, content] of contents.entries())
    if (!said.has(index - 1)) await say(world, { user, room: room.roomId, key: `care-${serverName}-mail-${mail}-${index}`, content })
  await endSending(db, mail, null)
}

const say = (
  { matrix }: World,
  { user, room, key, content }: { user: ReturnType<typeof userIdOf>; room: RoomId; key: string; content: object },
): Promise<void> => matrix.sayAs(user, room, key, content)

/** One of them left the conversation, or could not be let in: the same people are asked for anew, or the reason why not is told. */
async function moveElsewhere(world: World, { mail, ref, localpart }: Sending): Promise<void> {
  const { db, serverName, now } = world
  const others = (await listParticipants(db, ref)).map((one) => userIdOf(one.localpart, serverName))
  const { decision, people, sender, departed } = await judgeMail(world, userIdOf(localpart, serverName), {
    invited: others,
    asks: 'conversation',
  })
  if (!decision.allowed) {
    if (sender !== undefined) await tellDeparted(world, sender, departed)
    return endSending(db, mail, decision.code)
  }
  await db.transaction().execute(async (trx) => {
    await moveSending(trx, mail, await ensureMail(trx, people, now()))
    await queueSending(trx, mail, later(now(), 1))
  })
}

/** What may pass is tried again; what was refused is told to its sender, in the words of who refused. */
async function afterFailure(world: World, { mail, ref, person, attempts }: Sending, error: unknown): Promise<void> {
  if (!(error instanceof MatrixFailure)) throw error
  const { db, now, log } = world
  if (!error.transient) {
    const { roomId = null } = (await findMail(db, ref)) ?? {}
    if (codeOf(error) === 'MAIL_TO_A_DEPARTED' && roomId !== null) await tellDepartedOfRoom(world, person, roomId)
    return endSending(db, mail, codeOf(error))
  }
  log.warn({ cause: error.errcode, attempts }, 'a mail waits for the homeserver')
  await setSendingPutOff(db, mail)
  await queueSending(db, mail, later(now(), secondsBeforeRetry(attempts + 1)))
}
const later = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1_000)
const codeOf = ({ words, errcode }: MatrixFailure): string =>
  Object.entries(REFUSALS).find(([, { fr, en }]) => words === fr || words === en)?.[0] ?? errcode.slice(0, 60)

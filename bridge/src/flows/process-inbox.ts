import type { Membership } from '../core/room-difference.ts'
import type { Person } from '../contract.ts'
import { localpartOf } from '../core/ids.ts'
import { placeOfRoom, recordEvents } from '../db/events.ts'
import { type InboxEvent, listWaiting, setDone } from '../db/inbox.ts'
import { NORMAL, addJob, withSubjectAlone } from '../db/jobs.ts'
import { findPersonByLocalpart } from '../db/people.ts'
import { type RoomRow, findRoomById, listWanted, queueAgain, queueRoom } from '../db/rooms.ts'
import { setRoomMember } from '../db/room-states.ts'
import { answerCommand } from './answer-command.ts'
import { compareRoom } from './compare-room.ts'
import type { Linking } from './find-documents.ts'
import { leaveMail } from './leave-mail.ts'
import type { World } from './world.ts'

/**
 * Reads what the homeserver delivered, in order. A person who left by themselves is recorded and, if the registry still
 * counts them, put back. Every other change that is not ours asks for a comparison with the room as it is now: what was
 * delivered may be old news.
 */
export async function processInbox(world: World & Linking): Promise<void> {
  const { db, now } = world
  const alone = await withSubjectAlone(db, 'inbox', async () => {
    for (;;) {
      const events = await listWaiting(db, 200)
      if (events.length === 0) return
      for (const event of events) {
        await read(world, event)
        await setDone(db, [event.position], now())
      }
    }
  })
  // Whoever is at it may have looked for the last time just before this delivery.
  if (!alone) await addJob(db, 'process-inbox', {}, { key: 'inbox', runAt: new Date(now().getTime() + 200) })
}

async function read(world: World & Linking, event: InboxEvent): Promise<void> {
  const { db, matrix, now, serverName } = world
  const room = await findRoomById(db, event.roomId)
  if (room === undefined || room.room_id === null) return
  if (event.stateKey === null) return answerIfCommand(world, room, event)
  const isMember = event.type === 'm.room.member'
  const membership = isMember ? ((event.content as { membership?: Membership }).membership ?? 'leave') : undefined
  // What the bridge does is written down by the work that did it, once all of it is done: the gateway relies on that.
  if (event.sender === matrix.bridge) return
  if (room.kind === 'mail') return membership === 'leave' || membership === 'ban' ? leaveMail(world, room.ref, event.stateKey) : undefined
  const localpart = isMember ? localpartOf(event.stateKey, serverName) : null
  const person = localpart === null ? undefined : await findPersonByLocalpart(db, localpart, serverName)
  const wanted =
    person !== undefined && (await listWanted(db, room, now())).some((one) => one.person === person.id && one.status === 'active')
  // The bridge is in every room of its own and is nobody's member: it is not shown as one too many. A join that nobody wants any more may be
  // old news, delivered after they were taken out again (which is not told here): the comparison below looks at the room itself.
  if (membership !== undefined && event.stateKey !== matrix.bridge && (wanted || membership !== 'join'))
    await setRoomMember(db, room, event.stateKey, membership)
  if (wanted && membership === 'leave' && event.sender === event.stateKey) await putBack(world, room, person, event.eventId)
  // A join in the name of somebody whom the registry puts there is our own; a departure of somebody else agrees with it.
  else if (!isMember || wanted !== (membership === 'join'))
    await (room.in_step ? compareRoom(world, room, room.room_id) : queueRoom(db, room, NORMAL))
}

async function answerIfCommand(world: World & Linking, room: RoomRow, { type, sender, content, eventId }: InboxEvent): Promise<void> {
  if (room.kind !== 'notifications' || type !== 'm.room.message' || sender === world.matrix.bridge) return
  await answerCommand(world, room.ref, (content as { body: string }).body, eventId)
}

async function putBack(
  { db, now }: World,
  room: RoomRow,
  { id, givenName, familyName, profession }: Person,
  matrixEvent: string,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Nobody else is in a room of notifications to read that.
    if (room.kind !== 'notifications')
      await recordEvents(trx, { source: 'messagerie', by: `${givenName} ${familyName}` }, now(), [
        {
          type: 'member.put-back',
          ...placeOfRoom(room),
          person: id,
          after: { givenName, familyName, profession, room: room.kind, matrixEvent },
        },
      ])
    await queueAgain(trx, room, NORMAL, now())
  })
}

import type { Membership } from '../core/room-difference.ts'
import { recordEvents } from '../db/events.ts'
import { type InboxEvent, listWaiting, setDone } from '../db/inbox.ts'
import { NORMAL, withSubjectAlone } from '../db/jobs.ts'
import { findPersonByLocalpart } from '../db/people.ts'
import { findRoomById, listWanted, queueRooms, setRoomMember } from '../db/rooms.ts'
import type { World } from './world.ts'

/**
 * Reads what the homeserver delivered, in order. A person who left by themselves is recorded and, if the registry still
 * counts them, put back. Every other change of membership or settings that is not ours asks for a comparison.
 */
export async function processInbox(world: World): Promise<void> {
  await withSubjectAlone(world.db, 'inbox', async () => {
    for (;;) {
      const events = await listWaiting(world.db, 200)
      if (events.length === 0) return
      for (const event of events) {
        await read(world, event)
        await setDone(world.db, [event.position], world.now())
      }
    }
  })
}

async function read(world: World, event: InboxEvent): Promise<void> {
  const { db, matrix, now, serverName } = world
  const room = await findRoomById(db, event.roomId)
  if (room === undefined || event.stateKey === null) return
  const where = { scope: room.scope, ref: room.ref }
  if (event.type !== 'm.room.member') {
    if (event.sender !== matrix.bridge) await queueRooms(db, where, NORMAL, now())
    return
  }
  const membership = (event.content as { membership?: Membership }).membership ?? 'leave'
  await setRoomMember(db, room, event.stateKey, membership)
  // What the bridge does follows the registry; a join that it made in somebody's name agrees with it too.
  if (event.sender === matrix.bridge || membership === 'join') return

  const leftAlone = membership === 'leave' && event.sender === event.stateKey
  const localpart = event.stateKey.slice(1, -serverName.length - 1)
  const person = await findPersonByLocalpart(db, localpart, serverName)
  const wanted = (await listWanted(db, room, now())).some((one) => one.person === person?.id && one.status === 'active')
  if (leftAlone && wanted && person !== undefined)
    await db.transaction().execute(async (trx) => {
      const { givenName, familyName, profession } = person
      await recordEvents(trx, { source: 'messagerie', by: `${givenName} ${familyName}` }, now(), [
        {
          type: 'member.put-back',
          ...(room.scope === 'circle' ? { circle: room.ref } : { structure: room.ref }),
          person: person.id,
          after: { givenName, familyName, profession, room: room.kind, matrixEvent: event.eventId },
        },
      ])
      await queueRooms(trx, where, NORMAL, now())
    })
  else await queueRooms(db, where, NORMAL, now())
}

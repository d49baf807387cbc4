import { localpartOf } from '../core/ids.ts'
import { fullName } from '../core/names.ts'
import type { ProposedEvent } from '../core/question.ts'
import { endAttachments, insertDeletedMessage } from '../db/attachments.ts'
import { placeOfRoom, recordEvents } from '../db/events.ts'
import { URGENT, addJob } from '../db/jobs.ts'
import { markUnheld } from '../db/media.ts'
import { findPersonByLocalpart } from '../db/people.ts'
import { findRoomById } from '../db/rooms.ts'
import { queueFileDeletion } from './delete-file.ts'
import { secondsBeforeRetry } from './retry.ts'
import type { World } from './world.ts'

type Judging = Pick<World, 'db' | 'now'>

/** A deletion was let through: written down before the homeserver hears so, since its file goes with the message. */
export async function awaitDeletion({ db, now }: Judging, room: string, { sender, redaction }: ProposedEvent): Promise<void> {
  const target = redaction?.targetId
  if (typeof target !== 'string') return
  const since = now()
  const payload = { room, target, sender, since: since.toISOString() }
  await addJob(db, 'follow-deletion', payload, { key: `deletion:${target}`, priority: URGENT, runAt: new Date(since.getTime() + 300) })
}

/** Synapse's own requests to itself take seconds at most; a deletion that is not there after this was never made. */
const PATIENCE_SECONDS = 600

/**
 * Once the homeserver has really deleted the message: its files are nobody's, unreadable at once unless another message holds them,
 * and the deletion is recorded, without a word of what was said. Safe to repeat.
 */
export async function followDeletion(
  world: World,
  payload: { room: string; target: string; sender: string; since: string },
): Promise<void> {
  const { db, matrix, now } = world
  const { room, target, sender, since } = payload
  const deleted = await matrix.findDeletion(room, target).catch(() => 'no-answer' as const)
  if (deleted !== null && deleted !== 'no-answer') return recordDeletion(world, { room, target, sender, reason: deleted.reason })

  const seconds = (now().getTime() - new Date(since).getTime()) / 1_000
  if (deleted === null && seconds >= PATIENCE_SECONDS) return
  const runAt = new Date(now().getTime() + secondsBeforeRetry(Math.ceil(Math.log2(seconds + 2))) * 1_000)
  await addJob(db, 'follow-deletion', payload, { key: `deletion:${target}`, priority: URGENT, runAt })
}

interface Deleted {
  readonly room: string
  readonly target: string
  readonly sender: string
  readonly reason: string | null
}
async function recordDeletion({ db, now, serverName }: World, { room: roomId, target: event, sender, reason }: Deleted): Promise<void> {
  const localpart = localpartOf(sender, serverName)
  const [room, person] = await Promise.all([
    findRoomById(db, roomId),
    localpart === null ? undefined : findPersonByLocalpart(db, localpart, serverName),
  ])
  await db.transaction().execute(async (trx) => {
    const at = now()
    const gone = await markUnheld(trx, await endAttachments(trx, event, at), at)
    await queueFileDeletion(trx, gone)
    if (!(await insertDeletedMessage(trx, event, roomId, at))) return
    const by = person === undefined ? sender : fullName(person)
    await recordEvents(trx, { source: 'messagerie', by }, at, [
      {
        // Why a document of a structure goes is a record; of a message nobody is asked why.
        ...(room?.kind === 'documents' ? { type: 'document.removed', reason } : { type: 'message.deleted' }),
        ...(room === undefined ? {} : placeOfRoom(room)),
        ...(person === undefined ? {} : { person: person.id }),
        after: {
          room: room?.kind ?? null,
          ...(room?.kind === 'documents' ? { folder: room.ref } : {}),
          roomId,
          matrixEvent: event,
          files: gone.length,
        },
      },
    ])
  })
}

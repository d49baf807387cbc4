import { citedBy, mediaIdOf } from '../core/media.ts'
import { localpartOf } from '../core/ids.ts'
import type { ProposedEvent } from '../core/question.ts'
import { attachFiles } from '../db/attachments.ts'
import { addJob } from '../db/jobs.ts'
import { type FileFacts, findFileFacts } from '../db/media-facts.ts'
import type { World } from './world.ts'

type Judging = Pick<World, 'db' | 'serverName' | 'now'> & { bridge: World['matrix']['bridge'] }

/** Every file that an event cites, as it stands now, each once. What the bridge says quotes people and gives nothing. */
export async function readCited(world: Judging, event: ProposedEvent): Promise<FileFacts[]> {
  const { db, serverName, now, bridge } = world
  const cited = event.sender === bridge ? [] : citedBy(event)
  if (cited.length === 0) return []
  const local = (user: string) => localpartOf(user, serverName)
  const people = { actor: local(event.sender), subject: local(event.stateKey ?? event.sender) }
  const ids = cited.map((address) => mediaIdOf(address, serverName))
  return findFileFacts(db, ids, { ...people, event: event.id, now: now() })
}

/**
 * The files belong to the room from now on, before anybody reads the event. Whether it ever became one is asked of the homeserver
 * a little later. False when one of them went away meanwhile.
 */
export async function attachCited({ db, now }: Judging, room: string, event: ProposedEvent, media: readonly FileFacts[]): Promise<boolean> {
  // A picture of a person is in the events of their membership everywhere; it stays a picture. An unknown one is nobody's.
  const isMember = event.type === 'm.room.member' && event.stateKey !== null
  const given = isMember ? media.filter(({ known, pictureOf }) => known && pictureOf === 'nobody') : media
  if (given.length === 0) return true
  const at = now()
  return db.transaction().execute(async (trx) => {
    const ids = given.map(({ mediaId }) => mediaId)
    if (!(await attachFiles(trx, ids, { room, event: event.id, now: at }))) return isMember
    const runAt = new Date(at.getTime() + CONFIRM_AFTER_MS)
    await addJob(trx, 'confirm-attachments', { event: event.id }, { key: `attachments:${event.id}`, runAt })
    return true
  })
}
const CONFIRM_AFTER_MS = 3_000

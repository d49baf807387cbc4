import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Caller, Notice, NoticeBody } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { CircleId, StructureId } from '../core/ids.ts'
import { lockCircle } from '../db/circles.ts'
import { placeOf, recordEvents } from '../db/events.ts'
import { findNotice, insertNotice, lockNoticeKey, queueNotices, takeAllowance } from '../db/notices.ts'
import { findRoom } from '../db/rooms.ts'
import type { Schema } from '../db/schema.ts'
import { POSTED_IN, type Place } from '../db/services.ts'
import { lockStructure } from '../db/structures.ts'
import { POSTED } from './announce.ts'
import type { Asked, World } from './world.ts'

/**
 * Another system says something in a journal or a liaison book, under its name. Written down here, said by the work on that room, in the
 * order of events and once (announce.ts). The same key again is the same notice: its first text counts, and the answer tells how it stands.
 */
export async function postNotice(
  { db, now }: World,
  where: Place,
  { key, text, link }: z.infer<typeof NoticeBody>,
  caller: Caller,
  asked: Asked,
): Promise<Notice> {
  const apiKey = keyOf(caller)
  const at = now()
  return db.transaction().execute(async (trx) => {
    await lockNoticeKey(trx, apiKey, key)
    const before = await findNotice(trx, apiKey, key)
    if (before !== undefined) return noticeIn(where, before, 'NOTICE_KEY_TAKEN')

    await lockPostedIn(trx, where)
    const room = { kind: POSTED_IN[where.scope], ref: where.ref }
    const posted = await findRoom(trx, room)
    if (posted === undefined || posted.room_id === null) throw new Fault('ROOM_NOT_MADE')
    if (!(await takeAllowance(trx, apiKey, where, at))) throw new Fault('TOO_MANY_NOTICES')

    const event = await recordEvents(trx, asked, at, [{ type: POSTED, ...placeOf(where) }])
    if (event === null) throw new Fault('ROOM_NOT_MADE')
    await insertNotice(trx, { event, apiKey, key, where, content: contentOf(asked.source, text, link), at })
    await queueNotices(trx, room, at)
    return { key, eventId: event, state: 'waiting', at: at.toISOString(), saidAt: null }
  })
}

export async function readNotice({ db }: World, where: Place, key: string, caller: Caller): Promise<Notice> {
  const notice = await findNotice(db, keyOf(caller), key)
  if (notice === undefined) throw new Fault('NOTICE_UNKNOWN')
  return noticeIn(where, notice, 'NOTICE_UNKNOWN')
}

function noticeIn({ scope, ref }: Place, known: Notice & Place, otherwise: 'NOTICE_KEY_TAKEN' | 'NOTICE_UNKNOWN'): Notice {
  const { scope: itsScope, ref: itsRef, ...notice } = known
  if (itsScope !== scope || itsRef !== ref) throw new Fault(otherwise)
  return notice
}

/** The console's administrators are no system. */
function keyOf({ keyId }: Caller): string {
  if (keyId === undefined) throw new Fault('ONLY_API_KEYS_POST')
  return keyId
}

async function lockPostedIn(trx: Transaction<Schema>, { scope, ref }: Place): Promise<void> {
  if (scope === 'circle') {
    const circle = await lockCircle(trx, ref as CircleId)
    if (circle === undefined) throw new Fault('CIRCLE_UNKNOWN')
    if (circle.status === 'closed') throw new Fault('NOTICE_IN_CLOSED_CIRCLE')
    return
  }
  const structure = await lockStructure(trx, ref as StructureId)
  if (structure === undefined) throw new Fault('STRUCTURE_UNKNOWN')
  if (!structure.dac) throw new Fault('NO_LIAISON_BOOK')
}

/** Marked with the name of the system in the text too: most clients show nothing else. It mentions nobody, whatever it holds. */
const contentOf = (system: string, text: string, link: string | undefined) => ({
  body: `[${system}] ${text}${link === undefined ? '' : `\n${link}`}`,
  'm.mentions': {},
  'fr.sphere.notice': { type: 'system', system, ...(link === undefined ? {} : { link }) },
})

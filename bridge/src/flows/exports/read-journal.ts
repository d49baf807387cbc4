import { setTimeout as pause } from 'node:timers/promises'
import type { ExportFailure } from '../../core/exports/export-faults.ts'
import { isWithin } from '../../core/exports/document.ts'
import { type Transcript, addEvents, emptyTranscript } from '../../core/exports/transcript.ts'
import { localDay } from '../../core/emails/local-time.ts'
import type { RoomId } from '../../core/ids.ts'
import { countRoomEvents } from '../../db/export-names.ts'
import { type ExportRow, setProgress } from '../../db/exports.ts'
import type { World } from '../world.ts'
import { refusalOfExport } from './judge-export.ts'

const PAGE = 200
/** Some twenty thousand messages: its PDF takes ten seconds of a processor, and 300 MB while it is drawn. Several may be drawn at once. */
export const LARGEST_PDF = 8_000_000

/** What may come of the making before its end: the reason why not, or that its person threw it away. */
export type Ended = ExportFailure | 'thrown-away'

/**
 * The whole journal, a page at a time, oldest first. Its reader is judged anew at each page: who leaves the circle meanwhile, or throws the
 * export away, ends it.
 */
export async function readJournal(
  world: World,
  { id, person, circle, from_day, to_day }: ExportRow,
  room: RoomId,
): Promise<Transcript | Ended> {
  const { db, matrix, zone } = world
  const transcript = emptyTranscript()
  const isAsked = (at: Date) => isWithin(localDay(at, zone), { from: from_day, to: to_day })
  const expected = await countRoomEvents(db, { kind: 'journal', ref: circle })
  let done = 0
  const refusal = () => refusalOfExport(world, person, circle, { recorded: false })
  let refused = await refusal()
  if (refused !== null) return refused
  for await (const events of pagesOf(matrix, room)) {
    addEvents(transcript, events, isAsked)
    if (transcript.size > LARGEST_PDF) return 'EXPORT_TOO_LARGE'
    done += events.length
    if (!(await setProgress(db, id, done, Math.max(done, expected)))) return 'thrown-away'
    refused = await refusal()
    if (refused !== null) return refused
  }
  return transcript
}

/** A room's events a page at a time, oldest first. */
export async function* pagesOf(matrix: World['matrix'], room: RoomId): AsyncIterable<readonly unknown[]> {
  for (let from: string | undefined; ;) {
    const page = await matrix.readTimeline(room, { from, direction: 'f', limit: PAGE })
    yield page.events
    if (page.next === null) return
    from = page.next
    // Others work in this process too.
    await pause(1)
  }
}

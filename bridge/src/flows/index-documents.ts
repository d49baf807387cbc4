import type { Transaction } from 'kysely'
import { REMOVED_VERSION, categoryOf, depositIn, fileIn, removedVersionIn } from '../core/document.ts'
import { takeRemovalNotes } from '../db/document-removals.ts'
import { findStoredFiles, insertDocuments } from '../db/documents.ts'
import { linkDocuments } from '../db/document-series.ts'
import type { Schema } from '../db/schema.ts'

type Trx = Transaction<Schema>
interface Known {
  readonly eventId: string
  readonly type: string
  readonly content: Readonly<Record<string, unknown>>
}

/**
 * Files that people attached in journals, liaison books and rooms of documents become findable, whichever client they used. In the
 * transaction that makes their events known, or again when the index is made anew: the same event is the same document.
 */
export async function indexDocuments(trx: Trx, events: readonly Known[]): Promise<void> {
  await indexFiles(trx, events)
  await takeRemovalNotes(
    trx,
    events.flatMap(({ eventId: note, type, content }) => {
      const removed = type === REMOVED_VERSION ? removedVersionIn(content) : null
      return removed === null ? [] : [{ note, ...removed }]
    }),
  )
}

async function indexFiles(trx: Trx, events: readonly Known[]): Promise<void> {
  const said = events.flatMap(({ eventId, content }) => {
    const file = fileIn(content)
    return file === null
      ? []
      : [{ eventId, file, deposit: depositIn(content), msgtype: content['msgtype'], media: file.address.split('/').at(-1) ?? '' }]
  })
  if (said.length === 0) return
  const stored = await findStoredFiles(
    trx,
    said.map(({ media }) => media),
  )
  const documents = said.map(({ eventId, file, deposit, msgtype, media }) => {
    const { type, size } = stored.get(media) ?? file
    const { address, name } = file
    return { eventId, address, name, ...deposit, type, size, category: categoryOf(type, msgtype) }
  })
  await insertDocuments(trx, documents)
  await linkDocuments(trx, documents)
}

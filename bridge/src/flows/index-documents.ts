import type { Transaction } from 'kysely'
import { categoryOf, fileIn } from '../core/document.ts'
import { findStoredFiles, insertDocuments } from '../db/documents.ts'
import type { Schema } from '../db/schema.ts'

/**
 * Files that people attached in journals, liaison books and rooms of documents become findable, whichever client they used. In the
 * transaction that makes their events known, or again when the index is made anew: the same event is the same document.
 */
export async function indexDocuments(
  trx: Transaction<Schema>,
  events: readonly { readonly eventId: string; readonly content: Readonly<Record<string, unknown>> }[],
): Promise<void> {
  const said = events.flatMap(({ eventId, content }) => {
    const file = fileIn(content)
    return file === null ? [] : [{ eventId, file, msgtype: content['msgtype'], media: file.address.split('/').at(-1) ?? '' }]
  })
  if (said.length === 0) return
  const stored = await findStoredFiles(
    trx,
    said.map(({ media }) => media),
  )
  await insertDocuments(
    trx,
    said.map(({ eventId, file, msgtype, media }) => {
      const { type, size } = stored.get(media) ?? file
      return { eventId, address: file.address, name: file.name, type, size, category: categoryOf(type, msgtype) }
    }),
  )
}

import type { Transaction } from 'kysely'
import { NEWS_IN } from '../../core/wishes.ts'
import { noteForEmail } from '../../db/emails/due.ts'
import type { Schema } from '../../db/schema.ts'
import type { NewRoomEvent } from '../../db/timeline.ts'

/** Whom this may interest is looked at later (flows/emails/prepare-emails.ts). What is indexed anew is no news. */
export async function noteNews(
  trx: Transaction<Schema>,
  rows: readonly NewRoomEvent[],
  how: 'delivered' | 'repaired' | 'rebuilt',
): Promise<void> {
  if (how === 'rebuilt') return
  await noteForEmail(
    trx,
    rows.filter(({ said, deleted, kind }) => said && !deleted && (kind === 'notifications' || NEWS_IN[kind] !== undefined)),
  )
}

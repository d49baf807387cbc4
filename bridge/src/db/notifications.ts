import { type Transaction, sql } from 'kysely'
import type { Db } from './connect.ts'
import type { Schema } from './schema.ts'

export interface NewNotification {
  readonly person: string
  readonly key: string
  readonly content: object
  /** What the bell shows. */
  readonly body: string
  readonly type: string | null
  /** Identifiers alone. */
  readonly about: object | null
  readonly at: Date
}
/** False when this was told before, or when the person is not active. */
export async function insertNotification(
  trx: Transaction<Schema>,
  { person, key, content, body, type, about, at }: NewNotification,
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into notification (person, key, content, at, type, about, body)
    select id, ${key}, ${JSON.stringify(content)}::jsonb, ${at}, ${type}, ${about === null ? null : JSON.stringify(about)}::jsonb, ${body}
    from person where id = ${person} and status = 'active'
    on conflict (person, key) do nothing returning id`.execute(trx)
  return rows.length > 0
}

/** What one person has still to be told; what was interrupted comes first, so that it is the newest in the room if it was said. */
export async function listUnsaid(db: Db, person: string, limit: number): Promise<{ id: string; content: object; saying: boolean }[]> {
  const rows = await db
    .selectFrom('notification')
    .select(['id', 'content', 'saying'])
    .where('person', '=', person)
    .where('said_at', 'is', null)
    .orderBy('saying', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id, content, saying }) => ({ id, content: content as object, saying }))
}
export async function setSaying(db: Db, id: string): Promise<void> {
  await db.updateTable('notification').set({ saying: true }).where('id', '=', id).execute()
}
/** The words are in the room from now on, and not here. */
export async function setSaid(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('notification').set({ said_at: now, content: null }).where('id', '=', id).execute()
}

/** A cause that comes again after a year may be told again. */
export async function deleteOldNotifications(db: Db): Promise<void> {
  await sql`delete from notification where said_at is not null and at < now() - interval '1 year'`.execute(db)
}

import { type RawBuilder, type Transaction, sql } from 'kysely'
import type { Db } from './connect.ts'
import { type RoomRow, queueThose } from './rooms.ts'
import type { Schema } from './schema.ts'

/** In the tree of Spaces rooms name each other: when one is made, those above and below it have something to say. */
export async function queueNeighbours(db: Db, row: RoomRow, priority: number, now: Date): Promise<void> {
  const neighbours = neighboursOf(row)
  if (neighbours !== null) await queueThose(db, neighbours, priority, now)
}

function neighboursOf({ kind, ref, structure }: RoomRow): RawBuilder<unknown> | null {
  switch (kind) {
    case 'space':
      return sql`(r.kind in ('liaison', 'documents-space') and r.ref = ${ref} or r.kind = 'journals-space' and r.structure = ${ref} and r.room_id is not null)`
    case 'liaison':
      return sql`r.kind = 'space' and r.ref = ${ref}`
    case 'documents-space':
      return sql`(r.kind = 'space' and r.ref = ${ref} or r.kind = 'documents' and r.structure = ${ref})`
    case 'documents':
      return sql`r.kind = 'documents-space' and r.ref = ${structure}`
    case 'journals-space':
      return sql`r.kind = 'space' and r.ref = ${structure}`
    case 'journal':
      return journalSpaces(ref, null, [])
    case 'mail':
    case 'notifications':
      return null
  }
}

/** The sub-spaces of those who are in a circle, in the DAC that is responsible for it and in these. */
const journalSpaces = (circle: string, people: readonly string[] | null, structures: readonly string[]) => sql`
  r.kind = 'journals-space' and r.ref in (
    select j.id from journal_space j
    where (j.structure = (select structure from circle where id = ${circle}) or j.structure = any(${structures}::text[]))
      and ${people === null ? sql`j.person in (select person from presence where scope = 'circle' and ref = ${circle})` : sql`j.person = any(${people}::text[])`})`

/** Some came into a circle or went. */
export async function queueJournalSpaces(
  trx: Transaction<Schema>,
  circle: string,
  people: readonly string[],
  priority: number,
  now: Date,
): Promise<void> {
  if (people.length > 0) await queueThose(trx, journalSpaces(circle, people, []), priority, now)
}
/** Another DAC became responsible for a circle. */
export const queueMovedJournal = (trx: Transaction<Schema>, circle: string, former: string, priority: number, now: Date): Promise<void> =>
  queueThose(trx, journalSpaces(circle, null, [former]), priority, now)

/** Those who work in a DAC have a place there for the journals that they follow: a row each, and a room once there is one to show. */
export async function ensureJournalSpaces(trx: Transaction<Schema>, structure: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return
  await sql`
    with made as (
      insert into journal_space (structure, person) select ${structure}, person from unnest(${people}::text[]) as given(person)
      on conflict (structure, person) do nothing returning id
    )
    insert into room (kind, ref, scope, structure, in_step) select 'journals-space', id, 'journals', ${structure}, true from made`.execute(
    trx,
  )
}
/** Those of these people in this DAC are to be compared again. */
export async function queueJournalSpacesOf(
  trx: Transaction<Schema>,
  structure: string,
  people: readonly string[],
  priority: number,
  now: Date,
): Promise<void> {
  if (people.length === 0) return
  const theirs = sql`select id from journal_space where structure = ${structure} and person = any(${people}::text[])`
  await queueThose(trx, sql`r.kind = 'journals-space' and r.ref in (${theirs})`, priority, now)
}

import { type Transaction, sql } from 'kysely'
import type { CircleChange } from '../core/circle-change.ts'
import type { Schema } from './schema.ts'

type Trx = Transaction<Schema>
const JOINED = ['member.joined', 'member.returned']
export const CIRCLE_CHANGES: readonly string[] = [...JOINED, 'member.left']

/** From this event on, and not before: what happened before anybody was told of anything is no news. */
export async function startTelling(trx: Trx, people: readonly string[], firstEvent: string): Promise<void> {
  await sql`insert into told_change (person, up_to) select unnest(${people}::text[]), ${firstEvent}::bigint - 1
    on conflict (person) do nothing`.execute(trx)
}
const AT_ONCE = 5_000

/** What a person was not told yet, oldest first. Whoever tells the same person waits here. */
export async function lockUntold(trx: Trx, person: string): Promise<CircleChange[]> {
  const cursor = await trx.selectFrom('told_change').select('up_to').where('person', '=', person).forUpdate().executeTakeFirst()
  if (cursor === undefined) return []
  const { rows } = await sql<CircleChange>`
    select e.id as event, e.circle, e.type = any(${JOINED}::text[]) as joined, e.by
    from event e
    where e.person = ${person} and e.id > ${cursor.up_to} and e.type = any(${CIRCLE_CHANGES}::text[])
    order by e.id limit ${AT_ONCE}`.execute(trx)
  return rows
}
export async function setTold(trx: Trx, person: string, upTo: string): Promise<void> {
  await trx.updateTable('told_change').set({ up_to: upTo }).where('person', '=', person).execute()
}

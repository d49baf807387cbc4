import { type Transaction, sql } from 'kysely'
import type { Db } from '../connect.ts'
import { type Page, type Paging, fromCursor, pageOf } from '../cursor.ts'
import type { Schema } from '../schema.ts'

type Trx = Transaction<Schema>

/** One more refusal of this address in a row; suspended from the last one on. Gives whether that is now. */
export async function countRefusal(trx: Trx, person: string, address: string, atMost: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ suspended: boolean }>`
    insert into email_address as a (person, address, failures, suspended_at)
    values (${person}, ${address}, 1, case when ${atMost}::int <= 1 then ${now}::timestamptz end)
    on conflict (person) do update set
      address = excluded.address,
      failures = case when a.address = excluded.address then a.failures + 1 else 1 end,
      suspended_at = case when a.address <> excluded.address then excluded.suspended_at
        when a.failures + 1 >= ${atMost}::int then coalesce(a.suspended_at, ${now}::timestamptz) end
    returning suspended_at is not null as suspended`.execute(trx)
  return rows[0]?.suspended ?? false
}
/** Left alone, since it refused too often. */
export async function isAddressSuspended(trx: Trx, person: string): Promise<boolean> {
  const { rows } = await sql`
    select from email_address a join person p on p.id = a.person and p.email = a.address
    where a.person = ${person} and a.suspended_at is not null`.execute(trx)
  return rows.length > 0
}
/** It works, or is to be tried again. */
export async function deleteRefusals(db: Db | Trx, person: string): Promise<void> {
  await db.deleteFrom('email_address').where('person', '=', person).execute()
}

export interface SuspendedAddress {
  readonly personId: string
  readonly address: string
  readonly failures: number
  readonly suspendedAt: Date
}
export async function listSuspended(db: Db, { cursor, limit }: Pick<Paging, 'cursor' | 'limit'>): Promise<Page<SuspendedAddress>> {
  const [after = ''] = fromCursor(cursor) ?? []
  const { rows } = await sql<SuspendedAddress>`
    select a.person as "personId", a.address, a.failures, a.suspended_at as "suspendedAt"
    from email_address a join person p on p.id = a.person and p.email = a.address
    where a.suspended_at is not null and a.person > ${after} order by a.person limit ${limit + 1}`.execute(db)
  return pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.personId, ''],
  )
}

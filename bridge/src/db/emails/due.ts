import { type Transaction, sql } from 'kysely'
import { SYNTHETIC } from '../../core/ids.ts'
import type { Db } from '../connect.ts'
import type { Schema } from '../schema.ts'

type Trx = Transaction<Schema>

/**
 * Whoever is now in these rooms, has an address and did not say it themself is to be looked at. Set-based. A look that is under way
 * holds the person's row: what is noted meanwhile waits for it, and is looked at next.
 */
export async function noteForEmail(trx: Trx, said: readonly { kind: string; ref: string; person: string | null }[]): Promise<void> {
  if (said.length === 0) return
  const json = JSON.stringify(said.map(({ kind, ref, person }) => ({ kind, ref, person })))
  await sql`/* prepared: note-for-email */
    insert into email_due (person, noted_at)
    select distinct p.id, now()
    from (select distinct kind, ref, person from jsonb_to_recordset(${json}::jsonb) as e(kind text, ref text, person text)) as e
    join room r on r.kind = e.kind and r.ref = e.ref
    join belonging b on b.scope = r.scope and b.ref = r.members_of and b.start_at <= now() and (b.end_at is null or b.end_at > now())
    join person p on p.id = b.person and p.id is distinct from e.person
    where p.status = 'active' and p.email is not null and not starts_with(p.id, ${SYNTHETIC})
    order by p.id
    on conflict (person) do update set noted_at = excluded.noted_at where email_due.noted_at is null`.execute(trx)
}

/** People to look at, after one of them. */
export async function listDue(db: Db, { now, notedUntil, after }: { now: Date; notedUntil: Date; after: string }, limit: number) {
  const { rows } = await sql<{ person: string }>`
    select person from email_due where (noted_at <= ${notedUntil} or due_at <= ${now}) and person > ${after} order by person limit ${limit}`.execute(
    db,
  )
  return rows.map((row) => row.person)
}

export interface DuePerson {
  readonly person: string
  /** They can be written to: active, real, with an address that works. */
  readonly reachable: boolean
}
/** Held until the commit; undefined when somebody else is at it, or it is done. */
export async function lockDue(trx: Trx, person: string): Promise<DuePerson | undefined> {
  const { rows } = await sql<DuePerson>`
    select d.person, p.status = 'active' and p.email is not null and not starts_with(p.id, ${SYNTHETIC})
        and not exists (select from email_address a where a.person = p.id and a.address = p.email and a.suspended_at is not null) as reachable
    from email_due d join person p on p.id = d.person where d.person = ${person} for update of d skip locked`.execute(trx)
  return rows[0]
}
/** Looked at: again then, or not before there is news. */
export async function setLookedAt(trx: Trx, person: string, next: Date | null): Promise<void> {
  if (next === null) await trx.deleteFrom('email_due').where('person', '=', person).execute()
  else await trx.updateTable('email_due').set({ noted_at: null, due_at: next }).where('person', '=', person).execute()
}
/** To be looked at soon, whatever they wait for. */
export async function setDueNow(db: Db | Trx, person: string, now: Date): Promise<void> {
  await db
    .insertInto('email_due')
    .values({ person, due_at: now })
    .onConflict((conflict) => conflict.column('person').doUpdateSet({ due_at: now }))
    .execute()
}

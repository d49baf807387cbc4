import { type Transaction, sql } from 'kysely'
import type { PersonId } from '../../core/ids.ts'
import type { Period } from '../../core/periods.ts'
import { type Where, tableOf } from '../periods.ts'
import type { PeriodScope, Schema } from '../schema.ts'

type Trx = Transaction<Schema>

/** A substitution as far as periods follow from it; `end` is the first instant without. */
export interface Giving {
  readonly id: string
  readonly replaced: string
  readonly replacement: PersonId
  readonly start: Date
  readonly end: Date
  readonly withStructure: boolean
  readonly requestedBy: string
  readonly reason: string | null
}

/**
 * Substitutions from which something follows or followed here: of somebody who is or will be here in their own right, and those that gave
 * a period that is not over. They stay as they are until the transaction ends: who cancels one waits, and then finds what was written.
 */
export async function lockGivingHere(trx: Trx, where: Where, now: Date): Promise<Giving[]> {
  const { table, column } = tableOf(where)
  const { rows } = await sql<Giving>`
    select id, replaced, replacement, start_at as start, until_at as "end", with_structure as "withStructure", requested_by as "requestedBy", reason
    from substitution where id = any(array(
      select s.id from ${table} m join substitution s on s.replaced = m.person and s.until_at > ${now}
        where m.${column} = ${where.ref} and m.substitution is null and (m.end_at is null or m.end_at > ${now})
      union select m.substitution from ${table} m where m.${column} = ${where.ref} and m.substitution is not null and m.end_at > ${now}
    )) order by id for share`.execute(trx)
  return rows
}

export interface HereOf extends Period {
  readonly person: string
  readonly substitution: string | null
}
/** What these people have here in their own right, and what these substitutions gave here. */
export async function listHereOf(trx: Trx, where: Where, people: readonly string[], substitutions: readonly string[]): Promise<HereOf[]> {
  const { table, column } = tableOf(where)
  const { rows } = await sql<HereOf>`
    select id, person, role, start_at as start, end_at as "end", substitution from ${table}
    where ${column} = ${where.ref} and ((substitution is null and person = any(${people}::text[])) or substitution = any(${substitutions}::bigint[]))
    order by start_at, id`.execute(trx)
  return rows
}

export interface Closed {
  readonly scope: PeriodScope
  readonly ref: string
  readonly person: string
  readonly role: string
  readonly start: Date
  /** null: it was to begin later, and never does. */
  readonly end: Date | null
  readonly formerEnd: Date
}
/**
 * Ends what a substitution gave, everywhere and at once: nothing lasts beyond these instants, and what was to begin then never does. The
 * substitution must be locked against those who derive (lockSubstitution).
 */
export async function closeGiven(
  trx: Trx,
  substitution: string,
  until: { readonly circle: Date; readonly staff: Date },
  { by, reason }: { by: string; reason: string | null },
): Promise<Closed[]> {
  const closed: Closed[] = []
  for (const scope of ['circle', 'staff'] as const) {
    const { table, column } = tableOf({ scope })
    const end = until[scope]
    const never = await sql<Closed>`delete from ${table} where substitution = ${substitution} and start_at >= ${end}
      returning ${scope}::text as scope, ${column} as ref, person, role, start_at as start, null::timestamptz as "end", end_at as "formerEnd"`.execute(
      trx,
    )
    const ended = await sql<Closed>`update ${table} m set end_at = ${end}, requested_by = ${by}, reason = coalesce(${reason}, m.reason)
      from ${table} was where was.id = m.id and m.substitution = ${substitution} and m.end_at > ${end}
      returning ${scope}::text as scope, m.${column} as ref, m.person, m.role, m.start_at as start, m.end_at as "end", was.end_at as "formerEnd"`.execute(
      trx,
    )
    closed.push(...never.rows, ...ended.rows)
  }
  return closed
}

/** Everywhere a person is or will be, and everywhere a substitution gave something: looked at anew, each alone, after the commit. */
export async function queueSettling(
  trx: Trx,
  { person = null, substitution = null }: { person?: string | null; substitution?: string | null },
  priority: number,
  now: Date,
): Promise<void> {
  // Not the key of the calendar's own look: that one is moved to later by whoever settles the place meanwhile without having seen this.
  await sql`select graphile_worker.add_job('settle', payload := json_build_object('scope', scope, 'ref', ref), max_attempts := 1000,
      job_key := 'settle-anew:' || scope || ':' || ref, priority := ${priority})
    from (
      select 'circle' as scope, circle as ref from circle_membership
        where (person = ${person} and substitution is null and (end_at is null or end_at > ${now})) or substitution = ${substitution}
      union select 'staff', structure from employment
        where (person = ${person} and substitution is null and (end_at is null or end_at > ${now})) or substitution = ${substitution}
    ) as places`.execute(trx)
}

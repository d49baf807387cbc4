import { sql } from 'kysely'
import type { Measure } from '../contract.ts'
import { SYNTHETIC } from '../core/ids.ts'
import type { Db } from './connect.ts'
import type { ProcessHeartbeatTable } from './schema/platform.ts'
import { isReal } from './synthetic.ts'

export type Role = ProcessHeartbeatTable['role']
export interface ProcessBeat {
  readonly role: Role
  readonly instance: string
  readonly boot: string
  readonly version: string
  readonly startedAt: Date
  readonly seenAt: Date
}

/** A process of ours lives, in the place of whichever was there before. */
export async function setProcessBeat(db: Db, { role, instance, boot, version, startedAt, seenAt }: ProcessBeat): Promise<void> {
  const values = { boot, version, started_at: startedAt, seen_at: seenAt }
  await db
    .insertInto('process_heartbeat')
    .values({ role, instance, ...values })
    .onConflict((conflict) => conflict.columns(['role', 'instance']).doUpdateSet(values))
    .execute()
}
/** It stops because it was told to: nobody misses it. One that has taken its place meanwhile stays. */
export async function deleteProcessBeat(db: Db, { role, instance, boot }: Pick<ProcessBeat, 'role' | 'instance' | 'boot'>): Promise<void> {
  await db.deleteFrom('process_heartbeat').where('role', '=', role).where('instance', '=', instance).where('boot', '=', boot).execute()
}
export async function listProcessBeats(db: Db, role: Role): Promise<ProcessBeat[]> {
  const rows = await db.selectFrom('process_heartbeat').selectAll().where('role', '=', role).orderBy('seen_at', 'desc').limit(100).execute()
  return rows.map(({ started_at: startedAt, seen_at: seenAt, ...row }) => ({ ...row, startedAt, seenAt }))
}
/** A place where nothing has lived for a day is no place any more. */
export async function deleteOldBeats(db: Db): Promise<void> {
  await sql`delete from process_heartbeat where seen_at < now() - interval '1 day'`.execute(db)
}

/** Of work that leaves no other trace; to ten seconds. */
export async function setLastSuccess(db: Db, part: string, at: Date): Promise<void> {
  await db
    .insertInto('last_success')
    .values({ part, at })
    .onConflict((conflict) =>
      conflict
        .column('part')
        .doUpdateSet({ at })
        .where('last_success.at', '<', new Date(at.getTime() - 10_000)),
    )
    .execute()
}
export async function findLastSuccess(db: Db, part: string): Promise<Date | undefined> {
  return (await db.selectFrom('last_success').select('at').where('part', '=', part).executeTakeFirst())?.at
}

export async function readDatabaseVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db)
  return rows[0]?.server_version.split(' ')[0] ?? ''
}

/**
 * Measures a day from what is indexed by its instants, as it stands: measured anew it is the same day. Rooms out of step have no past that
 * could be counted: of what was seen of them the most is kept, and `seenNow` says whether the day is still going on.
 */
export async function measureDay(db: Db, day: string, zone: string, { now, seenNow }: { now: Date; seenNow: boolean }): Promise<void> {
  const from = sql`(${day}::date::timestamp at time zone ${zone})`
  const to = sql`((${day}::date + 1)::timestamp at time zone ${zone})`
  await sql`
    insert into daily_measure as d (measure, day, value, measured_at)
    select measure, ${day}::date, value, ${now} from (
      select 'messages' as measure, count(*)::int as value from room_event
        where said and person is not null and at >= ${from} and at < ${to}
      union all select 'active-people', count(distinct person)::int from room_event
        where said and person is not null and at >= ${from} and at < ${to}
      union all select 'refusals', coalesce(sum(count), 0)::int from decision
        where not allowed and first_at >= ${from} and first_at < ${to}
          and not starts_with(regexp_replace(user_id, '^@(service_)?', ''), ${SYNTHETIC})
      union all select 'out-of-step', count(*)::int from room
        where ${seenNow} and kind = 'journal' and not in_step and ${isReal('ref')}
    ) as measured
    where ${seenNow} or measure <> 'out-of-step'
    on conflict (measure, day) do update set measured_at = excluded.measured_at,
      value = case when d.measure = 'out-of-step' then greatest(d.value, excluded.value) else excluded.value end`.execute(db)
}

/** Of these days, those that were not measured after they had ended. */
export async function listUnmeasured(db: Db, { from, to, zone }: { from: string; to: string; zone: string }): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select to_char(asked.day, 'YYYY-MM-DD') as day
    from (select one::date as day from generate_series(${from}::date, ${to}::date, interval '1 day') as one) as asked
    where not exists (
      select from daily_measure m where m.measure = 'messages' and m.day = asked.day
        and m.measured_at >= ((asked.day + 1)::timestamp at time zone ${zone}))
    order by day`.execute(db)
  return rows.map(({ day }) => day)
}

export interface MeasuredDay {
  readonly measure: Measure
  readonly day: string
  readonly value: number
  readonly measuredAt: Date
}
export async function listMeasures(db: Db, from: string): Promise<MeasuredDay[]> {
  const { rows } = await sql<MeasuredDay>`
    select measure, to_char(day, 'YYYY-MM-DD') as day, value, measured_at as "measuredAt" from daily_measure
    where day >= ${from}::date order by measure, day limit 1000`.execute(db)
  return rows
}
export async function deleteOldMeasures(db: Db): Promise<void> {
  await sql`delete from daily_measure where day < current_date - 400`.execute(db)
}

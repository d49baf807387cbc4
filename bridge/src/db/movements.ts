import { sql } from 'kysely'
import { type EventFilter, matching } from './audit/events.ts'
import type { Db } from './connect.ts'
import { type Page, fromCursor, pageOf } from './cursor.ts'
import type { PersonTable } from './schema.ts'

export interface StoredPeriod {
  readonly role: string
  readonly start: string
  readonly end: string | null
}
/** A room of the place, and since when it shows the movement; `followed`: since it was kept. */
export interface RoomOf {
  readonly kind: string
  readonly ref: string
  readonly inStep: boolean
  readonly followed: boolean
  readonly followedAt: string | null
  readonly since: string | null
  readonly attempts: number
  readonly nextTry: string | null
  readonly cause: string | null
}
export interface MovementRow {
  readonly id: string
  readonly at: Date
  readonly type: string
  readonly circle: string | null
  readonly structure: string | null
  readonly place: string | null
  readonly person: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly status: PersonTable['status'] | null
  readonly source: string
  readonly by: string
  readonly reason: string | null
  readonly before: StoredPeriod | null
  readonly after: StoredPeriod | null
  /** The period that it gave is still in the registry. */
  readonly stands: boolean
  readonly rooms: RoomOf[]
}

/** Word for word that of the indexes (migrations/2026-12-04-b-movements.ts). */
const isMovement = (event: string) =>
  sql.raw(`${event}.type in ('membership.added', 'membership.changed', 'membership.ended', 'membership.cancelled',
    'employment.added', 'employment.changed', 'employment.ended', 'employment.cancelled')`)
/** When it takes effect: what begins later, then; what ends, at once. */
const dueOf = (event: string) =>
  sql.raw(`greatest(${event}.at, case when ${event}.type in ('membership.added', 'membership.changed', 'employment.added', 'employment.changed')
    then (${event}.after ->> 'start')::timestamptz end)`)
/** That everybody who is in a place sees first; folders, of which there may be hundreds, come after them. */
const SHOWING = sql.raw(`r.kind <> 'documents'`)

/** Rooms that are out of step, with what was said since they last followed; and periods to come, with what gave them. Both are few. */
const pendingIds = (now: Date) => sql`
  select e.id from room r
  cross join lateral (select coalesce(max(f.event), 0) as upto from room_followed f where f.kind = r.kind and f.ref = r.ref) as f
  join event e on e.circle = r.members_of and e.id > f.upto
  where not r.in_step and r.scope = 'circle' and ${isMovement('e')} and ${dueOf('e')} <= ${now}
  union select e.id from room r
  cross join lateral (select coalesce(max(f.event), 0) as upto from room_followed f where f.kind = r.kind and f.ref = r.ref) as f
  join event e on e.structure = r.members_of and e.id > f.upto
  where not r.in_step and r.scope = 'staff' and ${SHOWING} and ${isMovement('e')} and ${dueOf('e')} <= ${now}
  union select given.id from circle_membership m cross join lateral (
    select e.id from event e where e.person = m.person and ${isMovement('e')} and e.circle = m.circle and e.source = m.source
      and (e.after ->> 'start')::timestamptz = m.start_at order by e.id desc limit 1) as given
  where m.start_at > ${now}
  union select given.id from employment m cross join lateral (
    select e.id from event e where e.person = m.person and ${isMovement('e')} and e.structure = m.structure and e.source = m.source
      and (e.after ->> 'start')::timestamptz = m.start_at order by e.id desc limit 1) as given
  where m.start_at > ${now}`

/** What is on the page alone is looked at closely. */
const closely = sql`
  select e.id, e.at, e.type, e.circle, e.structure, coalesce(u.display_name, s.name) as place, e.person, p.given_name as "givenName",
    p.family_name as "familyName", p.status, e.source, e.by, e.reason, e.before, e.after,
    e.after is not null and (
      exists (select from circle_membership m where m.circle = e.circle and m.person = e.person and m.source = e.source
        and m.start_at = (e.after ->> 'start')::timestamptz)
      or exists (select from employment m where m.structure = e.structure and m.person = e.person and m.source = e.source
        and m.start_at = (e.after ->> 'start')::timestamptz)) as stands,
    coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'ref', r.ref, 'inStep', r.in_step, 'followed', f.event is not null,
        'followedAt', f.at, 'since', r.dirty_since, 'attempts', r.attempts, 'nextTry', r.next_try_at, 'cause', r.last_error) order by r.kind)
      from room r left join lateral (
        select f.event, f.at from room_followed f where f.kind = r.kind and f.ref = r.ref and f.event >= e.id
          and (f.at is null or f.at >= ${dueOf('e')}) order by f.event limit 1) as f on true
      where r.scope = case when e.circle is null then 'staff' else 'circle' end and r.members_of = coalesce(e.circle, e.structure)
        and ${SHOWING}), '[]') as rooms`

/** What was said of where people belong, newest first, and how far rooms are with it. */
export async function listMovements(
  db: Db,
  { pending, cursor, limit, ...filter }: EventFilter & { pending: boolean; cursor?: string | undefined; limit: number },
  now: Date,
): Promise<Page<MovementRow>> {
  const [last] = fromCursor(cursor) ?? []
  const behind = last !== undefined && /^\d{1,18}$/.test(last) ? sql`and e.id < ${last}` : sql``
  const { rows } = await sql<MovementRow>`
    with e as materialized (
      select e.* from event e where ${isMovement('e')} and ${matching(filter)} ${behind}
        ${pending ? sql`and e.id = any(array(${pendingIds(now)}))` : sql``}
      order by e.id desc limit ${limit + 1}
    )
    ${closely} from e left join person p on p.id = e.person left join circle c on c.id = e.circle left join patient u on u.id = c.patient
      left join structure s on s.id = e.structure
    order by e.id desc`.execute(db)
  return pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.id, ''],
  )
}

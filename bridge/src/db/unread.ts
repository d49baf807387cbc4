import { type RawBuilder, sql } from 'kysely'
import type { RoomKindName } from 'policies'
import { SYNTHETIC } from '../core/ids.ts'
import type { Db } from './connect.ts'
import { underWay } from './under-way.ts'

export interface Unread {
  readonly kind: RoomKindName
  readonly ref: string
  /** Of folders: whose they are. */
  readonly structure: string | null
  readonly roomId: string
  /** COUNTED_AT_MOST means that many or more. */
  readonly count: number
  readonly firstAt: Date
  readonly lastAt: Date
}
export const COUNTED_AT_MOST = 1_000
const ROOMS_AT_MOST = 1_000

/**
 * Of a person `p`, in a room `r` where they are since `since`: what others said there and is neither deleted nor before one of their
 * receipts, for the whole room or for its thread. Synapse counts in the same way (storage/databases/main/event_push_actions.py).
 */
export const unreadIn: RawBuilder<unknown> = sql`
  select e.at, e.position, e.event_id from room_event e
  left join lateral (select max(t.position) as position from receipt t
    where t.person = p.id and t.kind = r.kind and t.ref = r.ref and t.thread = coalesce(e.thread, 'main')) as threaded on true
  where e.kind = r.kind and e.ref = r.ref and e.said and e.deleted_at is null and e.position > whole.position
    and e.person is distinct from p.id and e.at >= b.since and (threaded.position is null or e.position > threaded.position)
  order by e.position desc limit ${sql.lit(COUNTED_AT_MOST)}`

/** Rooms `r` of active people `p`, where they are now, since the time that they came in. */
export const roomsOf = (people: RawBuilder<unknown>, now: Date) => sql`
  from person p
  join (
    select b.scope, b.ref, b.person, coalesce(min(here.since), min(b.start_at)) as since
    from belonging b left join presence here on here.scope = b.scope and here.ref = b.ref and here.person = b.person
    where b.person in (${people}) and ${underWay('b', now)} group by b.scope, b.ref, b.person
  ) as b on b.person = p.id
  join room r on r.scope = b.scope and r.members_of = b.ref and r.room_id is not null and p.status = 'active'
    and r.kind not in ('space', 'documents-space', 'journals-space')
  cross join lateral (select coalesce(max(t.position), 0) as position from receipt t
    where t.person = p.id and t.kind = r.kind and t.ref = r.ref and t.thread = '') as whole`

/** What a person has not read, in each room where they are now: the newest first. */
export async function listUnread(db: Db, person: string, now: Date): Promise<Unread[]> {
  const { rows } = await sql<Unread>`
    select r.kind, r.ref, r.structure, r.room_id as "roomId", u.count, u.first_at as "firstAt", u.last_at as "lastAt"
    ${roomsOf(sql`${person}::text`, now)}
    cross join lateral (select count(*)::int as count, min(at) as first_at, max(at) as last_at from (${unreadIn}) as one) as u
    where u.count > 0 order by u.last_at desc limit ${ROOMS_AT_MOST}`.execute(db)
  return rows
}

/** People who have something unread, after one of them, in the order of their identifiers. */
export async function listPeopleWithUnread(db: Db, after: string, limit: number, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct p.id
    ${roomsOf(sql`select id from person where id > ${after} and status = 'active' and not starts_with(id, ${SYNTHETIC}) order by id limit ${limit}`, now)}
    where exists (${unreadIn}) order by p.id`.execute(db)
  return rows.map((row) => row.id)
}
/** The last of the people whom such a page looked at. */
export async function findEndOfPage(db: Db, after: string, limit: number): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from person where id > ${after} and status = 'active' and not starts_with(id, ${SYNTHETIC}) order by id offset ${limit - 1} limit 1`.execute(
    db,
  )
  return rows[0]?.id
}

import { sql } from 'kysely'
import type { PeriodFact, Stated, StatusFact } from '../../core/could-read.ts'
import type { Db } from '../connect.ts'

export type PlaceRef = { readonly scope: 'circle' | 'staff'; readonly ref: string }
const TYPES = {
  circle: ['membership.added', 'membership.changed', 'membership.ended', 'membership.cancelled'],
  staff: ['employment.added', 'employment.changed', 'employment.ended', 'employment.cancelled'],
}
interface Row {
  id: string
  at: Date
  type: string
  place: string
  person: string
  source: string
  by: string
  reason: string | null
  before: StoredPeriod | null
  after: StoredPeriod | null
}
interface StoredPeriod {
  role: string
  start: string
  end: string | null
}
export type PlacedFact = PeriodFact & { readonly person: string; readonly place: PlaceRef }

/** What was recorded, until an instant, of who is in a place, in the order of the record. */
export async function listFactsOf(db: Db, { scope, ref }: PlaceRef, until: Date): Promise<PlacedFact[]> {
  const column = sql.ref(scope === 'circle' ? 'circle' : 'structure')
  const { rows } = await sql<Row>`select id, at, type, ${column} as place, person, source, by, reason, before, after from event
    where ${column} = ${ref} and type = any(${TYPES[scope]}::text[]) and at <= ${until} order by id`.execute(db)
  return rows.map(toFact)
}

/** The same of one person, wherever it is. */
export async function listFactsAbout(db: Db, person: string, until: Date): Promise<PlacedFact[]> {
  const { rows } =
    await sql<Row>`select id, at, type, coalesce(circle, structure) as place, person, source, by, reason, before, after from event
    where person = ${person} and type = any(${[...TYPES.circle, ...TYPES.staff]}::text[]) and at <= ${until} order by id`.execute(db)
  return rows.map(toFact)
}

const toFact = (row: Row): PlacedFact => ({
  event: row.id,
  at: row.at,
  change: row.type.split('.')[1] as PeriodFact['change'],
  person: row.person,
  place: { scope: row.type.startsWith('membership.') ? 'circle' : 'staff', ref: row.place },
  source: row.source,
  by: row.by,
  reason: row.reason,
  before: stated(row.before),
  after: stated(row.after),
})
const stated = (period: StoredPeriod | null): Stated | null =>
  period && { role: period.role, start: new Date(period.start), end: period.end === null ? null : new Date(period.end) }

/** When their accounts were open and when not. */
export async function listStatusFacts(db: Db, people: readonly string[], until: Date): Promise<Map<string, StatusFact[]>> {
  const { rows } = await sql<{ person: string; at: Date; active: boolean }>`
    select person, at, type = 'person.reinstated' or type = 'person.created' and coalesce(after ->> 'status', 'active') = 'active' as active
    from event where person = any(${people}::text[]) and at <= ${until}
      and type in ('person.created', 'person.suspended', 'person.departed', 'person.reinstated') order by id`.execute(db)
  return Map.groupBy(rows, ({ person }) => person)
}

export interface Thing {
  readonly kind: string
  readonly ref: string
  readonly saidAt: Date
  readonly deletedAt: Date | null
}
/** A message, or what is known of it. */
export async function findMessage(db: Db, event: string): Promise<Thing | undefined> {
  const { rows } =
    await sql<Thing>`select kind, ref, at as "saidAt", deleted_at as "deletedAt" from room_event where event_id = ${event}`.execute(db)
  return rows[0]
}
/** The messages that held a file: from the first to the end of the last, in one room. */
export async function findFile(db: Db, media: string): Promise<Thing | undefined> {
  const { rows } = await sql<Thing>`
    select r.kind, r.ref, min(a.decided_at) as "saidAt", case when bool_or(a.ended_at is null) then null else max(a.ended_at) end as "deletedAt"
    from attachment a join room r on r.room_id = a.room_id where a.media_id = ${media}
    group by r.kind, r.ref order by min(a.decided_at) limit 1`.execute(db)
  return rows[0]
}
/** Whose membership a room follows. */
export async function findPlaceOfRoom(db: Db, kind: string, ref: string): Promise<{ scope: string; ref: string } | undefined> {
  const { rows } = await sql<{
    scope: string
    ref: string
  }>`select scope, members_of as ref from room where kind = ${kind} and ref = ${ref}`.execute(db)
  return rows[0]
}

export interface Correspondent {
  readonly person: string
  readonly from: Date
  readonly to: Date | null
}
export async function listCorrespondents(db: Db, mail: string): Promise<Correspondent[]> {
  const rows = await db.selectFrom('mail_participant').select(['person', 'start_at', 'left_at']).where('mail', '=', mail).execute()
  return rows.map((row) => ({ person: row.person, from: row.start_at, to: row.left_at }))
}
export async function countConversations(db: Db, person: string, at: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from mail_participant
    where person = ${person} and start_at <= ${at} and (left_at is null or left_at > ${at})`.execute(db)
  return rows[0]?.count ?? 0
}

/** Copies of a journal that were downloaded. */
export async function listDownloads(db: Db, circle: string, from: Date | null, to: Date) {
  const { rows } = await sql<{ id: string; at: Date; by: string; person: string | null }>`
    select id, at, by, person from event where circle = ${circle} and type = 'export.downloaded' and at <= ${to} and (${from}::timestamptz is null or at >= ${from})
    order by id limit 500`.execute(db)
  return rows
}

/** Of circles the patient's name, of structures with rooms of their own theirs; of others nothing. */
export async function listPlaceNames(db: Db, places: readonly PlaceRef[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; name: string }>`
    select 'circle ' || c.id as key, p.display_name as name from circle c join patient p on p.id = c.patient where c.id = any(${refs(places, 'circle')}::text[])
    union all select 'staff ' || s.id, s.name from structure s where s.dac and s.id = any(${refs(places, 'staff')}::text[])`.execute(db)
  return new Map(rows.map(({ key, name }) => [key, name]))
}
const refs = (places: readonly PlaceRef[], scope: PlaceRef['scope']) =>
  places.filter((place) => place.scope === scope).map(({ ref }) => ref)

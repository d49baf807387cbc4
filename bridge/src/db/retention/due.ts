import { sql } from 'kysely'
import type { Db } from '../connect.ts'
import { fromTimeCursor } from '../cursor.ts'
import { isReal } from '../synthetic.ts'
import { underWay } from '../under-way.ts'

export interface CircleFacts {
  readonly id: string
  readonly patient: string
  readonly patientName: string
  readonly structure: string
  readonly structureName: string
  readonly closedAt: Date | null
}
const circleFacts = sql`
  select c.id, p.id as patient, p.display_name as "patientName", s.id as structure, s.name as "structureName", c.closed_at as "closedAt"
  from circle c join patient p on p.id = c.patient join structure s on s.id = c.structure`

/** Circles that were closed before then and are not sealed, the one that is closed for longest first. */
export async function listDue(
  db: Db,
  before: Date,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<DueCircle[]> {
  const after = fromTimeCursor(cursor)
  const { rows } = await sql<DueCircle>`select due.*, due."closedAt"::text as sort from (${circleFacts}
    where c.status = 'closed' and c.sealed_at is null and c.closed_at <= ${before} and ${isReal('c.id')}
      ${after === undefined ? sql`` : sql`and (c.closed_at, c.id) > (${after[0]}::timestamptz, ${after[1]})`}
    order by c.closed_at, c.id limit ${limit}) as due order by due."closedAt", due.id`.execute(db)
  return rows
}
export interface DueCircle extends CircleFacts {
  /** When it was closed, to the microsecond: a JavaScript date is not. */
  readonly sort: string
}

export async function findCircleFacts(db: Db, id: string): Promise<CircleFacts | undefined> {
  const { rows } = await sql<CircleFacts>`${circleFacts} where c.id = ${id}`.execute(db)
  return rows[0]
}

export interface JournalSize {
  readonly readers: number
  readonly messages: number
  readonly files: number
  readonly octets: number
  readonly firstAt: Date | null
  readonly lastAt: Date | null
}
/** What there is of a journal: who reads it now, what was said and not deleted, its files. */
export async function measureJournal(db: Db, circle: string, now: Date): Promise<JournalSize> {
  const { rows } = await sql<Omit<JournalSize, 'octets'> & { octets: string }>`
    select (select count(distinct m.person)::int from circle_membership m join person p on p.id = m.person
        where m.circle = ${circle} and p.status = 'active' and ${underWay('m', now)}) as readers,
      said.*, held.*
    from (
      select count(*)::int as messages, min(at) as "firstAt", max(at) as "lastAt" from room_event
      where kind = 'journal' and ref = ${circle} and said and deleted_at is null
    ) as said, (
      select count(*)::int as files, coalesce(sum(size), 0)::text as octets from media where deleting_since is null and media_id in (
        select a.media_id from attachment a join room r on r.room_id = a.room_id
        where r.kind = 'journal' and r.ref = ${circle} and a.ended_at is null)
    ) as held`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('the measure of a journal gave no row')
  return { ...row, octets: Number(row.octets) }
}

import { type Transaction, sql } from 'kysely'
import type { OwnDocument } from '../contract.ts'
import type { DocumentCategory } from '../core/document.ts'
import { fullName } from '../core/names.ts'
import type { Db } from './connect.ts'
import { type Page, type Paging, fromCursor, likeWords, pageOf } from './cursor.ts'
import type { Schema } from './schema.ts'
import { underWay } from './under-way.ts'

type Trx = Transaction<Schema>

export interface NewDocument {
  readonly eventId: string
  readonly address: string
  readonly name: string
  readonly title: string
  readonly repliesTo: string | null
  readonly type: string
  readonly size: number
  readonly category: DocumentCategory
}

/** What the bytes of these files were found to be when they were uploaded. */
export async function findStoredFiles(trx: Trx, ids: readonly string[]): Promise<Map<string, { type: string; size: number }>> {
  const rows = await trx.selectFrom('media').select(['media_id', 'type', 'size']).where('media_id', 'in', ids).execute()
  return new Map(rows.map(({ media_id: id, type, size }) => [id, { type, size: Number(size) }]))
}

/** Of those whose events are known: said by a person, in a room whose files are looked for, and not deleted. */
export async function insertDocuments(trx: Trx, documents: readonly NewDocument[]): Promise<void> {
  await sql`
    insert into document (event_id, kind, ref, at, person, address, name, type, category, size, structure, title, series)
    select e.event_id, e.kind, e.ref, e.at, e.person, g.address, g.name, g.type, g.category, g.size, f.structure,
      case when f.id is not null then g.title end, case when f.id is not null then e.event_id end
    from jsonb_to_recordset(${JSON.stringify(documents)}::jsonb) as g("eventId" text, address text, name text, title text, type text, category text, size bigint)
    join room_event e on e.event_id = g."eventId" and e.said and e.person is not null and e.deleted_at is null
    left join folder f on e.kind = 'documents' and f.id = e.ref
    where e.kind in ('journal', 'liaison', 'documents')
    on conflict (event_id) do update set at = excluded.at, person = excluded.person, address = excluded.address, name = excluded.name,
      type = excluded.type, category = excluded.category, size = excluded.size, structure = excluded.structure, title = excluded.title`.execute(
    trx,
  )
}

export interface DocumentFilter extends Paging {
  readonly circleId?: string | undefined
  readonly type?: DocumentCategory | undefined
  readonly depositor?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}
type Row = Pick<OwnDocument, 'eventId' | 'address' | 'name' | 'type' | 'category' | 'roomId'> & {
  size: string
  at: Date
  depositor: OwnDocument['depositor']['id']
  givenName: string
  familyName: string
  circle: OwnDocument['circle']['id']
  patient: OwnDocument['circle']['patient']['id']
  patientName: string
}

/**
 * Files of the journals where an active person is at that instant, the newest first. Looked for in each of their circles, as many as a
 * page holds at most: what others follow, however much, costs nothing.
 */
export async function listOwnDocuments(db: Db, person: string, filter: DocumentFilter, now: Date): Promise<Page<OwnDocument>> {
  const { search, circleId, type, depositor, from, to, cursor, limit } = filter
  const [after, event = ''] = fromCursor(cursor) ?? []
  const before = after === undefined || Number.isNaN(Date.parse(after)) ? undefined : new Date(after)
  const which = sql.join(
    [
      sql`d.kind = 'journal' and d.ref = mine.ref`,
      ...(type === undefined ? [] : [sql`d.category = ${type}`]),
      ...(depositor === undefined ? [] : [sql`d.person = ${depositor}`]),
      ...(from === undefined ? [] : [sql`d.at >= ${new Date(from)}`]),
      ...(to === undefined ? [] : [sql`d.at < ${new Date(to)}`]),
      ...(before === undefined ? [] : [sql`(d.at, d.event_id) < (${before}, ${event})`]),
      ...likeWords(search ?? '').map((word) =>
        // In one journal the patient's name would find everything.
        circleId === undefined
          ? sql`(d.folded_name like folded(${word}) or p.folded_name like folded(${word}))`
          : sql`d.folded_name like folded(${word})`,
      ),
    ],
    sql` and `,
  )
  const byPatient = circleId === undefined && likeWords(search ?? '').length > 0
  const { rows } = await sql<Row>`
    select d.event_id as "eventId", d.address, d.name, d.type, d.category, d.size, d.at, r.room_id as "roomId",
      s.id as depositor, s.given_name as "givenName", s.family_name as "familyName",
      c.id as circle, p.id as patient, p.display_name as "patientName"
    from (
      select d.* from (
        select distinct b.ref from belonging b join person m on m.id = b.person and m.status = 'active'
        where b.scope = 'circle' and b.person = ${person} and ${underWay('b', now)}
          ${circleId === undefined ? sql`` : sql`and b.ref = ${circleId}`}
      ) as mine
      -- Only what a page shows is looked up besides, however many circles there are.
      ${byPatient ? sql`join circle c on c.id = mine.ref join patient p on p.id = c.patient` : sql``}
      cross join lateral (select * from document d where ${which} order by d.at desc, d.event_id desc limit ${limit + 1}) as d
      order by d.at desc, d.event_id desc limit ${limit + 1}
    ) as d
    join circle c on c.id = d.ref
    join patient p on p.id = c.patient
    join room r on r.kind = 'journal' and r.ref = c.id
    join person s on s.id = d.person
    order by d.at desc, d.event_id desc`.execute(db)
  return pageOf(rows, limit, toDocument, (row) => [row.at.toISOString(), row.eventId])
}

const toDocument = ({ size, at, depositor, givenName, familyName, circle, patient, patientName, ...row }: Row): OwnDocument => ({
  ...row,
  size: Number(size),
  at: at.toISOString(),
  depositor: { id: depositor, name: fullName({ givenName, familyName }) },
  circle: { id: circle, patient: { id: patient, displayName: patientName } },
})

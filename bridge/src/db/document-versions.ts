import { sql } from 'kysely'
import type { DocumentVersion, RemovedVersion } from '../contract.ts'
import { fullName } from '../core/names.ts'
import type { Db } from './connect.ts'
import { type Page, type Paging, fromCursor, pageOf } from './cursor.ts'
import { type Looking, readDocuments, toDocument } from './internal-documents.ts'

interface Row {
  eventId: string
  series: string
  version: number
  at: Date
  depositor: RemovedVersion['depositor']['id']
  givenName: string
  familyName: string
  removedAt: Date | null
  removedBy: { givenName: string; familyName: string } | null
  reason: string | null
}

/** The versions of one document, the newest first, and what is left of those that were removed. */
export async function listVersions(
  db: Db,
  structure: string,
  series: string,
  { cursor, limit }: Paging,
  who: Looking,
): Promise<Page<DocumentVersion>> {
  const before = Number(fromCursor(cursor)?.[0])
  const { rows } = await sql<Row>`
    select l.event_id as "eventId", l.series, l.version, e.at, l.removed_at as "removedAt", l.reason,
      s.id as depositor, s.given_name as "givenName", s.family_name as "familyName",
      case when g.id is not null then jsonb_build_object('givenName', g.given_name, 'familyName', g.family_name) end as "removedBy"
    from document_link l
    join room_event e on e.event_id = l.event_id
    join folder f on f.id = l.ref and f.structure = ${structure}
    join person s on s.id = e.person
    left join person g on g.id = l.removed_by
    where l.series = ${series} and exists (select from structure s where s.id = ${structure} and s.dac)
      ${Number.isInteger(before) ? sql`and l.version < ${before}` : sql``}
    order by l.version desc limit ${limit + 1}`.execute(db)
  const there = rows.flatMap(({ removedAt, eventId }) => (removedAt === null ? [eventId] : []))
  const documents = await readDocuments(db, sql`(select * from document where event_id = any(${there}::text[]))`)
  const byEvent = new Map(documents.map((row) => [row.eventId, toDocument(row, who)]))
  const page = pageOf(
    rows,
    limit,
    (row) => (row.removedAt === null ? byEvent.get(row.eventId) : toRemoved(row, row.removedAt)),
    ({ version }) => [String(version), ''],
  )
  return { ...page, items: page.items.filter((one) => one !== undefined) }
}

const toRemoved = ({ eventId, series, version, at, depositor, removedBy, reason, ...names }: Row, removedAt: Date): RemovedVersion => ({
  eventId,
  series,
  version,
  at: at.toISOString(),
  depositor: { id: depositor, name: fullName(names) },
  removed: { at: removedAt.toISOString(), by: removedBy === null ? null : fullName(removedBy), reason },
})

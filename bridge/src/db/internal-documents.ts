import { type RawBuilder, sql } from 'kysely'
import type { InternalDocument } from '../contract.ts'
import type { DocumentCategory } from '../core/document.ts'
import { fullName } from '../core/names.ts'
import type { Db } from './connect.ts'
import { type Page, type Paging, fromCursor, likeWords, pageOf } from './cursor.ts'

export interface InternalFilter extends Paging {
  readonly folderId?: string | undefined
  readonly type?: DocumentCategory | undefined
  readonly depositor?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}
/** Who looks at them, for what they may remove. */
export interface Looking {
  readonly person: string | null
  readonly manages: boolean
}
type Row = Pick<
  InternalDocument,
  'eventId' | 'series' | 'version' | 'versions' | 'remaining' | 'title' | 'address' | 'name' | 'type' | 'category' | 'roomId'
> & {
  size: string
  at: Date
  depositor: InternalDocument['depositor']['id']
  givenName: string
  familyName: string
  folder: InternalDocument['folder']['id']
  folderName: string
  archived: boolean
}

/** The documents of a DAC in their newest version, the newest first: what a page costs does not depend on how many there are. */
export async function listInternalDocuments(
  db: Db,
  structure: string,
  filter: InternalFilter,
  who: Looking,
): Promise<Page<InternalDocument>> {
  const { folderId, type, depositor, from, to, search } = filter
  return documents(
    db,
    [
      sql`d.structure = ${structure} and d.newest and exists (select from structure s where s.id = ${structure} and s.dac)`,
      ...(folderId === undefined ? [] : [sql`d.ref = ${folderId}`]),
      ...(type === undefined ? [] : [sql`d.category = ${type}`]),
      ...(depositor === undefined ? [] : [sql`d.person = ${depositor}`]),
      ...(from === undefined ? [] : [sql`d.at >= ${new Date(from)}`]),
      ...(to === undefined ? [] : [sql`d.at < ${new Date(to)}`]),
      ...(await Promise.all(likeWords(search ?? '').map((word) => said(db, word)))),
    ],
    filter,
    who,
  )
}
/**
 * In the title, the name of the file or the depositor's. People are looked for first: a word that names nobody, as most do, is then looked for
 * in one index, and one that names somebody is weighed by what they deposited.
 */
async function said(db: Db, word: string): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ id: string }>`
    select p.id from person p where p.folded_words like folded(${word})
      and folded(p.given_name || ' ' || p.family_name) like folded(${word}) limit ${NAMED_AT_MOST}`.execute(db)
  const people = rows.map((row) => row.id)
  const titled = sql`d.folded_text like folded(${word})`
  return people.length === 0 ? titled : sql`(${titled} or d.person = any(${people}::text[]))`
}
const NAMED_AT_MOST = 1_000

async function documents(
  db: Db,
  which: readonly RawBuilder<unknown>[],
  { cursor, limit }: Paging,
  who: Looking,
): Promise<Page<InternalDocument>> {
  const [after, event = ''] = fromCursor(cursor) ?? []
  const before = after === undefined || Number.isNaN(Date.parse(after)) ? undefined : new Date(after)
  const all = sql.join([...which, ...(before === undefined ? [] : [sql`(d.at, d.event_id) < (${before}, ${event})`])], sql` and `)
  const rows = await readDocuments(db, sql`(select * from document d where ${all} order by d.at desc, d.event_id desc limit ${limit + 1})`)
  return pageOf(
    rows,
    limit,
    (row) => toDocument(row, who),
    (row) => [row.at.toISOString(), row.eventId],
  )
}
/** These rows of `document`, the newest first. */
export async function readDocuments(db: Db, those: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select d.event_id as "eventId", d.series, d.version, d.title, d.name, d.address, d.type, d.category, d.size, d.at, r.room_id as "roomId",
      s.id as depositor, s.given_name as "givenName", s.family_name as "familyName",
      f.id as folder, f.name as "folderName", f.archived_at is not null as archived, o.versions, o.remaining
    from ${those} as d
    join folder f on f.id = d.ref
    join room r on r.kind = 'documents' and r.ref = d.ref
    join person s on s.id = d.person
    cross join lateral (
      select max(o.version) as versions, (count(*) filter (where o.removed_at is null))::int as remaining from document_link o where o.series = d.series
    ) as o
    order by d.at desc, d.event_id desc`.execute(db)
  return rows
}

export const toDocument = (
  { size, at, depositor, givenName, familyName, folder, folderName, archived, ...row }: Row,
  { person, manages }: Looking,
): InternalDocument => ({
  ...row,
  size: Number(size),
  at: at.toISOString(),
  depositor: { id: depositor, name: fullName({ givenName, familyName }) },
  folder: { id: folder, name: folderName },
  // As the rule says (documents-are-removed-with-a-reason).
  removable: person !== null && !archived && (manages || depositor === person),
})

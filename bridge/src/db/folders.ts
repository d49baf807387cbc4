import { type Selectable, type Transaction, sql } from 'kysely'
import type { Folder } from '../contract.ts'
import type { FolderId, StructureId } from '../core/ids.ts'
import type { Db } from './connect.ts'
import { type Page, type Paging, fromCursor, likeWords, pageOf } from './cursor.ts'
import { queueThose } from './rooms.ts'
import type { Schema } from './schema.ts'
import type { FolderTable } from './schema/folders.ts'

type Trx = Transaction<Schema>
export interface FolderRow {
  readonly id: FolderId
  readonly structure: string
  readonly name: string
  readonly archived: boolean
  readonly version: number
}
const toRow = ({ id, structure, name, archived_at: at, version }: Selectable<FolderTable>): FolderRow => ({
  id: id as FolderId,
  structure,
  name,
  archived: at !== null,
  version,
})

/** How the folder is called that comes with a DAC; its identifier is the structure's. */
export const FIRST_FOLDER = 'Documents généraux'

/** A DAC has a folder from the beginning. Safe to repeat. */
export async function ensureFirstFolder(trx: Trx, structure: string, at: Date): Promise<void> {
  const row = await trx
    .insertInto('folder')
    .values({ id: structure, structure, name: FIRST_FOLDER, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row !== undefined) await insertFolderRoom(trx, row)
}
const insertFolderRoom = async (trx: Trx, { id, structure }: { id: string; structure: string }): Promise<void> =>
  void (await trx
    .insertInto('room')
    .values({ kind: 'documents', ref: id, scope: 'staff', structure, in_step: true })
    .onConflict((conflict) => conflict.doNothing())
    .execute())

/** Makes a folder, and the row of its room. Throws the database's unique violation when another that is not archived has this name. */
export async function insertFolder(trx: Trx, structure: string, name: string, at: Date): Promise<FolderRow> {
  const row = await trx.insertInto('folder').values({ structure, name, created_at: at }).returningAll().executeTakeFirstOrThrow()
  await insertFolderRoom(trx, row)
  return toRow(row)
}
/** Held until the commit. */
export async function lockFolder(trx: Trx, structure: string, id: string): Promise<FolderRow | undefined> {
  const row = await trx
    .selectFrom('folder')
    .selectAll()
    .where('id', '=', id)
    .where('structure', '=', structure)
    .forUpdate()
    .executeTakeFirst()
  return row && toRow(row)
}
/** The other folder of this structure that is not archived and has this name. */
export async function findFolderNamed(db: Db | Trx, structure: string, name: string): Promise<FolderRow | undefined> {
  const row = await db
    .selectFrom('folder')
    .selectAll()
    .where('structure', '=', structure)
    .where('folded_name', '=', sql<string>`folded(${name})`)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  return row && toRow(row)
}
export async function setFolder(
  trx: Trx,
  { id, name, archived }: Pick<FolderRow, 'id' | 'name' | 'archived'>,
  at: Date,
): Promise<FolderRow> {
  const row = await trx
    .updateTable('folder')
    .set((eb) => ({ name, version: eb('version', '+', 1), archived_at: archived ? sql<Date>`coalesce(archived_at, ${at})` : null }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toRow(row)
}
/** Forgets folders in which nothing was ever deposited: of a structure that goes. Their rooms are gone by then. */
export async function deleteFolders(trx: Trx, structure: string): Promise<void> {
  await trx.deleteFrom('folder').where('structure', '=', structure).execute()
  await sql`delete from room r using journal_space j where r.kind = 'journals-space' and r.ref = j.id and j.structure = ${structure} and r.room_id is null`.execute(
    trx,
  )
  await trx.deleteFrom('journal_space').where('structure', '=', structure).execute()
}

/** Its room, and the sub-space that shows it among the others, are to be compared again. */
export const queueFolder = (trx: Trx, { id, structure }: Pick<FolderRow, 'id' | 'structure'>, priority: number, now: Date): Promise<void> =>
  queueThose(trx, sql`(r.kind = 'documents' and r.ref = ${id} or r.kind = 'documents-space' and r.ref = ${structure})`, priority, now)

export interface FolderFilter extends Paging {
  readonly archived?: boolean | undefined
}
type Listed = Selectable<FolderTable> & { room_id: string | null; count: string; last_at: Date | null }

/** By name, those that are archived last. */
export async function listFolders(db: Db, structure: string, { archived, search, cursor, limit }: FolderFilter): Promise<Page<Folder>> {
  const after = fromCursor(cursor)
  const which = [
    sql`f.structure = ${structure} and exists (select from structure s where s.id = f.structure and s.dac)`,
    ...(archived === undefined ? [] : [archived ? sql`f.archived_at is not null` : sql`f.archived_at is null`]),
    ...(after === undefined ? [] : [sql`((f.archived_at is not null)::int || f.folded_name, f.id) > (${after[0]}, ${after[1]})`]),
    ...likeWords(search ?? '').map((word) => sql`f.folded_name like folded(${word})`),
  ]
  const rows = await listed(db, sql.join(which, sql` and `), limit + 1)
  return pageOf(rows, limit, toFolder, (row) => [`${row.archived_at === null ? 0 : 1}${row.folded_name}`, row.id])
}
export async function getFolder(db: Db | Trx, id: FolderId): Promise<Folder> {
  const [row] = await listed(db, sql`f.id = ${id}`, 1)
  if (row === undefined) throw new Error(`the folder ${id} is not there`)
  return toFolder(row)
}
async function listed(db: Db | Trx, which: ReturnType<typeof sql>, limit: number): Promise<Listed[]> {
  const { rows } = await sql<Listed>`
    select f.*, r.room_id, d.count, d.last_at
    from (select f.* from folder f where ${which} order by (f.archived_at is not null)::int || f.folded_name, f.id limit ${limit}) as f
    left join room r on r.kind = 'documents' and r.ref = f.id
    cross join lateral (select count(*) as count, max(d.at) as last_at from document d where d.ref = f.id and d.newest and d.structure is not null) as d
    order by (f.archived_at is not null)::int || f.folded_name, f.id`.execute(db)
  return rows
}
const toFolder = (row: Listed): Folder => ({
  id: row.id as FolderId,
  structureId: row.structure as StructureId,
  name: row.name,
  archived: row.archived_at !== null,
  roomId: row.room_id,
  documentCount: Number(row.count),
  lastAt: row.last_at?.toISOString() ?? null,
  version: row.version,
})

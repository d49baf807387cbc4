import type { Transaction } from 'kysely'
import type { Folder } from '../../contract.ts'
import type { EventType } from '../../core/event-types.ts'
import { Fault } from '../../core/faults.ts'
import type { FolderId, StructureId } from '../../core/ids.ts'
import { recordEvents } from '../../db/events.ts'
import { type FolderRow, findFolderNamed, getFolder, insertFolder, lockFolder, queueFolder, setFolder } from '../../db/folders.ts'
import type { Schema } from '../../db/schema.ts'
import { lockStructure } from '../../db/structures.ts'
import { checkVersion } from '../check-version.ts'
import type { Asked, World } from '../world.ts'

type Trx = Transaction<Schema>
type Doing = Pick<World, 'db' | 'now'>

/** Makes a folder of a DAC; its room follows. Throws STRUCTURE_UNKNOWN, ONLY_DACS_HAVE_FOLDERS, FOLDER_NAME_TAKEN. */
export async function createFolder({ db, now }: Doing, structure: StructureId, name: string, asked: Asked): Promise<Folder> {
  return db.transaction().execute(async (trx) => {
    await lockDac(trx, structure)
    await checkName(trx, structure, name)
    const folder = await insertFolder(trx, structure, name, now())
    return settleFolder(trx, folder, undefined, asked, now())
  })
}

/**
 * Renames a folder, archives it or opens it again: an archived one is read and nothing is deposited or removed there. Safe to repeat.
 * Throws STRUCTURE_UNKNOWN, FOLDER_UNKNOWN, FOLDER_NAME_TAKEN, VERSION_CHANGED.
 */
export async function changeFolder(
  { db, now }: Doing,
  structure: StructureId,
  id: FolderId,
  { name, archived }: { name: string; archived: boolean },
  asked: Asked,
): Promise<Folder> {
  return db.transaction().execute(async (trx) => {
    if ((await lockStructure(trx, structure)) === undefined) throw new Fault('STRUCTURE_UNKNOWN')
    const before = await lockFolder(trx, structure, id)
    if (before === undefined) throw new Fault('FOLDER_UNKNOWN')
    checkVersion(asked, before)
    if (before.name === name && before.archived === archived) return getFolder(trx, id)
    if (!archived) await checkName(trx, structure, name, id)
    return settleFolder(trx, await setFolder(trx, { id, name, archived }, now()), before, asked, now())
  })
}

/** Folders of a structure change one act at a time, so that of two who give one name at once the second is told. */
async function lockDac(trx: Trx, id: StructureId): Promise<void> {
  const structure = await lockStructure(trx, id)
  if (structure === undefined) throw new Fault('STRUCTURE_UNKNOWN')
  if (!structure.dac) throw new Fault('ONLY_DACS_HAVE_FOLDERS')
}
async function checkName(trx: Trx, structure: string, name: string, except?: FolderId): Promise<void> {
  const other = await findFolderNamed(trx, structure, name)
  if (other !== undefined && other.id !== except) throw new Fault('FOLDER_NAME_TAKEN', 'name')
}

async function settleFolder(trx: Trx, after: FolderRow, before: FolderRow | undefined, asked: Asked, at: Date): Promise<Folder> {
  await recordEvents(
    trx,
    asked,
    at,
    typesOf(after, before).map((type) => ({ type, structure: after.structure, before, after })),
  )
  await queueFolder(trx, after, asked.priority, at)
  return getFolder(trx, after.id)
}
function typesOf(after: FolderRow, before: FolderRow | undefined): EventType[] {
  if (before === undefined) return ['folder.created']
  return [
    ...(before.name === after.name ? [] : (['folder.renamed'] as const)),
    ...(before.archived === after.archived ? [] : ([after.archived ? 'folder.archived' : 'folder.reopened'] as const)),
  ]
}

import type { DocumentVersion, InternalDocument } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import type { StructureId } from '../../core/ids.ts'
import type { Page, Paging } from '../../db/cursor.ts'
import { listVersions } from '../../db/document-versions.ts'
import { type InternalFilter, type Looking, listInternalDocuments } from '../../db/internal-documents.ts'
import { findStaffRole } from '../../db/profile.ts'
import type { World } from '../world.ts'

type Doing = Pick<World, 'db' | 'now'>

/** The documents of a DAC. `caller`: the professional who looks, if it is one. */
export async function readInternalDocuments(
  world: Doing,
  structure: StructureId,
  filter: InternalFilter,
  caller: string | null,
): Promise<Page<InternalDocument>> {
  return listInternalDocuments(world.db, structure, filter, await lookingAs(world, structure, caller))
}

/** Throws DOCUMENT_UNKNOWN. */
export async function readDocumentVersions(
  world: Doing,
  structure: StructureId,
  series: string,
  paging: Paging,
  caller: string | null,
): Promise<Page<DocumentVersion>> {
  const found = await listVersions(world.db, structure, series, paging, await lookingAs(world, structure, caller))
  if (found.items.length === 0 && paging.cursor === undefined) throw new Fault('DOCUMENT_UNKNOWN')
  return found
}

async function lookingAs({ db, now }: Doing, structure: string, person: string | null): Promise<Looking> {
  const role = person === null ? undefined : await findStaffRole(db, structure, person, now())
  return { person: role === undefined ? null : person, manages: role === 'manager' }
}

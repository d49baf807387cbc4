import type { ExportFormat } from '../../contract.ts'
import { insertPart } from '../../db/exports.ts'
import type { World } from '../world.ts'
import { seal } from './seal.ts'

const PIECE = 524_288

export interface StoredFile {
  readonly format: ExportFormat
  readonly size: number
  readonly parts: number
}

/**
 * Seals a file piece by piece into the database, where every process of the installation finds it: it is never whole in memory. Null when
 * the export is not being made any more.
 */
export async function storeFile(
  { db, secret }: Pick<World, 'db'> & { readonly secret: string },
  { id, format }: { id: string; format: ExportFormat },
  bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<StoredFile | null> {
  let [size, parts] = [0, 0]
  let waiting: Uint8Array[] = []
  let waitingSize = 0
  const store = async () => {
    const place = { export: id, format, part: parts++ }
    const sealed = seal(secret, place, Buffer.concat(waiting))
    waiting = []
    waitingSize = 0
    return insertPart(db, { ...place, sealed })
  }
  for await (const piece of bytes) {
    size += piece.length
    waitingSize += piece.length
    waiting.push(piece)
    if (waitingSize >= PIECE && !(await store())) return null
  }
  if (waitingSize > 0 && !(await store())) return null
  return { format, size, parts }
}

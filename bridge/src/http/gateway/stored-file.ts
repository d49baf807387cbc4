import { type FileHandle, open } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'

/** A file where the homeserver keeps it. */
export interface StoredFile {
  readonly size: number
  /** Gives the bytes from the first to the last of these, as fast as the reader takes them; rejects when the reader or the file is gone. */
  pour(range: readonly [first: number, last: number], response: ServerResponse): Promise<void>
  close(): Promise<void>
}

/** Read at once; two pieces of a file are in memory, however long it is. */
const PIECE = 262_144

/**
 * Opens a file in the homeserver's own folder (Synapse's `media_store_path`, laid out by `synapse/media/filepath.py`). Undefined when there is no
 * such folder here, or no such file in it: the homeserver then gives the bytes itself.
 */
export async function openStored(folder: string | undefined, mediaId: string): Promise<StoredFile | undefined> {
  if (folder === undefined || !/^[A-Za-z0-9_-]{5,255}$/.test(mediaId)) return undefined
  const path = join(folder, 'local_content', mediaId.slice(0, 2), mediaId.slice(2, 4), mediaId.slice(4))
  const file = await open(path).catch(() => undefined)
  const found = await file?.stat().catch(() => undefined)
  if (file !== undefined && found?.isFile() === true)
    return { size: found.size, pour: (range, response) => pour(file, range, response), close: () => file.close() }
  await file?.close()
  return undefined
}

/** One piece is read while the one before it leaves. */
async function pour(file: FileHandle, [first, last]: readonly [number, number], response: ServerResponse): Promise<void> {
  const buffers = [Buffer.allocUnsafeSlow(PIECE), Buffer.allocUnsafeSlow(PIECE)] as const
  let left = Promise.resolve()
  for (let at = first, turn = 0; at <= last; turn++) {
    const { bytesRead, buffer } = await file.read(buffers[turn % 2 === 0 ? 0 : 1], 0, Math.min(PIECE, last + 1 - at), at)
    await left
    if (bytesRead === 0) throw new Error('the file became shorter')
    at += bytesRead
    left = written(response, buffer.subarray(0, bytesRead))
    // Whoever goes away while the next piece is read is noticed after it.
    left.catch(() => undefined)
  }
  await left
}

/** Until the system has taken the bytes: the buffer can then be filled again. */
const written = (response: ServerResponse, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => response.write(bytes, (error) => (error ? reject(error) : resolve())))

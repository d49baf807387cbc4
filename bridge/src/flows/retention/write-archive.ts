import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Encrypter } from 'age-encryption'
import yazl from 'yazl'
import { type ExportedJournal, documentOf } from '../../core/exports/document.ts'
import { htmlOf } from '../../core/exports/html.ts'
import { mediaIdOf } from '../../core/media.ts'
import { pdfOf } from '../exports/draw-pdf.ts'
import { LARGEST_PDF } from '../exports/read-journal.ts'
import type { World } from '../world.ts'
import type { ArchiveSettings } from './settings.ts'

export interface WrittenArchive {
  readonly name: string
  /** Of the encrypted file. */
  readonly size: number
  readonly sha256: Buffer
  readonly messages: number
  readonly files: number
}
/** The folder of archives refuses: it is not there, or full. */
export class NotWritten extends Error {}

/** A file in the archive, as its inventory lists it. */
interface Listed {
  readonly name: string
  readonly sha256: string
  readonly octets: number
}

/**
 * A zip of the journal (HTML, and PDF unless it is too long to be drawn), of every file that was sent there, and an inventory with their digests;
 * encrypted (age, age-encryption.org/v1) while it is written: in the clear it is nowhere. Whole, or not under its name.
 */
export async function writeArchive(
  world: World,
  { folder, recipient }: ArchiveSettings,
  name: string,
  journal: ExportedJournal,
): Promise<WrittenArchive> {
  const zip = new yazl.ZipFile()
  const files = addParts(zip, world, journal)
  // What fails while it is packed ends the stream, and with it the writing.
  zip.on('error', (error: unknown) => (zip.outputStream as Readable).destroy(error as Error))
  zip.end()
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const packed = Readable.toWeb(zip.outputStream as Readable) as ReadableStream<Uint8Array>
  const { size, sha256 } = await writeWhole(join(folder, name), await encrypter.encrypt(packed))
  const messages = journal.transcript.entries.filter(({ notice, deleted }) => !notice && deleted === null).length
  return { name, size, sha256, messages, files }
}

/** Gives how many files were sent there. Each part is made when its turn comes: one at a time is in memory, in pieces. */
function addParts(zip: yazl.ZipFile, world: World, journal: ExportedJournal): number {
  const listed: Listed[] = []
  const missing: string[] = []
  const add = (name: string, pieces: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>) =>
    zip.addReadStreamLazy(name, { mtime: journal.at, mode: 0o100600 }, (give) => give(null, Readable.from(counted(name, pieces(), listed))))
  const document = documentOf(journal)
  add('journal.html', () => encoded(htmlOf(document)))
  if (journal.transcript.size <= LARGEST_PDF) add('journal.pdf', () => pdfOf(document))
  let files = 0
  for (const { file, at } of journal.transcript.entries) {
    if (file === null || file.address === null) continue
    const media = mediaIdOf(file.address, world.serverName)
    if (media === null) continue
    const name = `fichiers/${String(++files).padStart(4, '0')} ${at.toISOString().slice(0, 10)} ${fileName(file.name)}`
    add(name, () => bytesOf(world, media, () => missing.push(name)))
  }
  add('inventaire.json', () => [Buffer.from(JSON.stringify({ fichiers: listed, absents: missing }, null, 2))])
  return files
}
function* encoded(pieces: Iterable<string>): Iterable<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece)
}
/** What the homeserver has lost is listed as missing; what it does not answer is an error. */
async function* bytesOf({ matrix }: World, media: string, onMissing: () => void): AsyncIterable<Uint8Array> {
  const bytes = await matrix.readMedia(media)
  if (bytes === undefined) return onMissing()
  yield* bytes
}
async function* counted(
  name: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  listed: Listed[],
): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256')
  let octets = 0
  for await (const piece of pieces) {
    hash.update(piece)
    octets += piece.length
    yield piece
  }
  listed.push({ name, sha256: hash.digest('hex'), octets })
}
/** As people called it, without what a file system takes for something else. */
const fileName = (given: string): string =>
  given
    .toWellFormed()
    .replaceAll(/[\p{Cc}/\\:*?"<>|]/gu, '_')
    .replace(/^\.+/, '_')
    .slice(0, 100)

/** Whatever there is of it. Safe to repeat. */
export async function removeArchive({ folder }: ArchiveSettings, name: string): Promise<void> {
  for (const path of [join(folder, name), unfinished(join(folder, name))]) await rm(path, { force: true })
}
const unfinished = (path: string): string => `${path}.unfinished`

/** Under another name until it is whole and on the disk. */
async function writeWhole(path: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number; sha256: Buffer }> {
  const hash = createHash('sha256')
  let size = 0
  const file = await orNotWritten(async () => {
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
    return open(unfinished(path), 'w', 0o600)
  })
  try {
    for await (const piece of bytes) {
      hash.update(piece)
      size += piece.length
      await orNotWritten(() => file.write(piece))
    }
    await orNotWritten(() => file.sync())
  } finally {
    await file.close()
  }
  await orNotWritten(() => rename(unfinished(path), path))
  return { size, sha256: hash.digest() }
}
async function orNotWritten<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (error) {
    throw new NotWritten((error as { code?: string }).code ?? 'unknown')
  }
}

import { Readable } from 'node:stream'
import { CsvError, parse as parser } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { type Encoding, IMPORT_ROWS, SEPARATORS, type Separator } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import type { ReadRow } from '../../db/imports/rows.ts'

export interface CsvFile {
  readonly encoding: Encoding
  readonly separator: Separator
  readonly header: string[]
  readonly rows: ReadRow[]
}
export interface Reading {
  readonly encoding?: Encoding | undefined
  readonly separator?: Separator | undefined
}

const COLUMNS_AT_MOST = 200
const PIECE = 256 * 1024
/** Of the beginning, to see which separator it has. */
const GLANCE = 100_000
/** Rows end as Windows, Unix or an old Macintosh writes it. */
const OPTIONS = { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, max_record_size: 1_000_000 }

/**
 * What a spreadsheet wrote: encoding and separator are recognised unless they are given. Rows have the numbers that a spreadsheet shows
 * beside them; those without a word are left out. Throws IMPORT_IS_A_WORKBOOK, IMPORT_NOT_TEXT, IMPORT_BAD_QUOTES, IMPORT_EMPTY,
 * IMPORT_TOO_MANY_ROWS, IMPORT_TOO_MANY_COLUMNS.
 */
export async function readCsv(content: Buffer, given: Reading = {}): Promise<CsvFile> {
  // Both kinds of workbooks are zip archives; the older one is a compound file.
  if (content.subarray(0, 4).equals(ZIP) || content.subarray(0, 4).equals(COMPOUND)) throw new Fault('IMPORT_IS_A_WORKBOOK')
  const encoding = given.encoding ?? encodingOf(content)
  const { text, said } = withoutSeparatorLine(decoded(content, encoding))
  const separator = given.separator ?? said ?? separatorOf(text)
  let header: string[] | undefined
  const rows: ReadRow[] = []
  for await (const [number, cells] of records(text, separator)) {
    if (header === undefined) {
      header = withoutEmptyEnd(cells.map((cell) => cell.trim()))
      if (header.length > COLUMNS_AT_MOST) throw new Fault('IMPORT_TOO_MANY_COLUMNS')
      continue
    }
    const kept = withoutEmptyEnd(cells)
    if (kept.length === 0) continue
    if (kept.length > COLUMNS_AT_MOST) throw new Fault('IMPORT_TOO_MANY_COLUMNS')
    if (rows.length === IMPORT_ROWS) throw new Fault('IMPORT_TOO_MANY_ROWS')
    rows.push({ number, cells: kept })
  }
  if (header === undefined || header.length === 0 || rows.length === 0) throw new Fault('IMPORT_EMPTY')
  return { encoding, separator, header, rows }
}
const ZIP = Buffer.from('PK\u0003\u0004')
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

/** In pieces, so that others are answered while a large file is read. The words of its errors quote the file: they go no further. */
async function* records(text: string, separator: Separator): AsyncGenerator<[number: number, cells: string[]]> {
  const pieces = function* () {
    for (let from = 0; from < text.length; from += PIECE) yield text.slice(from, from + PIECE)
  }
  let number = 0
  try {
    const stream = Readable.from(pieces()).compose(parser({ ...OPTIONS, delimiter: separator })) as AsyncIterable<string[]>
    for await (const cells of stream) yield [++number, cells]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new Fault('IMPORT_BAD_QUOTES', '', [{ path: '', message: `(${number + 1})` }])
  }
}

function withoutEmptyEnd(cells: readonly string[]): string[] {
  let length = cells.length
  while (length > 0 && cells[length - 1]?.trim() === '') length--
  return cells.slice(0, length)
}

/** By its first bytes; else UTF-8 when it is that, and what Excel writes in western Europe when it is not. */
function encodingOf(content: Buffer): Encoding {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le'
  if (content.subarray(0, 3).equals(BOM)) return 'utf-8-bom'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
const BOM = Buffer.from([0xef, 0xbb, 0xbf])

function decoded(content: Buffer, encoding: Encoding): string {
  let text: string
  try {
    text = new TextDecoder(encoding === 'utf-8-bom' ? 'utf-8' : encoding, { fatal: encoding !== 'windows-1252' }).decode(content)
  } catch {
    throw new Fault('IMPORT_NOT_TEXT', 'encoding')
  }
  if (text.includes('\0') || !text.isWellFormed()) throw new Fault('IMPORT_NOT_TEXT', 'encoding')
  return text
}

/** Excel's own way to name the separator: a first line that is no row. */
function withoutSeparatorLine(text: string): { text: string; said: Separator | undefined } {
  const [line, said] = /^"?sep=([;,\t])"?(?:\r\n|\n|\r)/i.exec(text) ?? []
  return line === undefined ? { text, said: undefined } : { text: text.slice(line.length), said: said as Separator }
}

/** That by which the header has most columns: names of columns hold none. */
function separatorOf(text: string): Separator {
  const columns = SEPARATORS.map((separator) => {
    try {
      const [first = []] = parse(text.slice(0, GLANCE), { ...OPTIONS, delimiter: separator, to: 1 })
      return { separator, count: first.length }
    } catch {
      return { separator, count: 0 }
    }
  })
  return columns.reduce((best, one) => (one.count > best.count ? one : best)).separator
}

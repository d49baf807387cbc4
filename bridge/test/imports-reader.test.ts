import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ENCODINGS, type Encoding, SEPARATORS } from '../src/contract.ts'
import { instantIn, instantWords, wordsOf } from '../src/core/imports/cell-values.ts'
import { readCsv } from '../src/flows/imports/read-csv.ts'
import { csvLines } from '../src/flows/lists/csv-lines.ts'

/** What Windows-1252 has beyond Latin-1, with its octets. */
const CP1252 = new Map([...Array(256).keys()].map((octet) => [new TextDecoder('windows-1252').decode(Uint8Array.of(octet)), octet]))
function encoded(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(`\u{feff}${text}`, 'utf16le')
  if (encoding === 'windows-1252') return Buffer.from(Array.from(text, (sign) => CP1252.get(sign) ?? 63))
  return Buffer.from(encoding === 'utf-8-bom' ? `\u{feff}${text}` : text)
}

const FRENCH = ['é', 'È', 'ç', 'œ', '€', '’', 'ï', ' ', '"', "'", ';', ',', '\t', '\n', '\r\n', '=', '0', '-', 'a', 'Z', '«']
const cell = (encoding: Encoding) =>
  fc
    .array(
      encoding === 'windows-1252'
        ? fc.constantFrom(...FRENCH)
        : fc.oneof(fc.constantFrom(...FRENCH), fc.string({ unit: 'grapheme', maxLength: 2 })),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join('').replaceAll('\0', ''))
const file = fc.record({
  encoding: fc.constantFrom(...ENCODINGS),
  separator: fc.constantFrom(...SEPARATORS),
  end: fc.constantFrom('\r\n', '\n', '\r'),
  /** Some quote every cell, some those alone that need it. */
  quoteAll: fc.boolean(),
  lastEnd: fc.boolean(),
})
const rowsOf = (encoding: Encoding) =>
  fc
    .integer({ min: 2, max: 5 })
    .chain((width) => fc.array(fc.array(cell(encoding), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }))

describe('what a spreadsheet writes is what is read', () => {
  test('whatever the encoding, the separator, the quotes and the ends of rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        file.chain((how) => rowsOf(how.encoding).map((rows) => ({ ...how, rows }))),
        async ({ encoding, separator, end, quoteAll, lastEnd, rows }) => {
          const quoted = (text: string) =>
            quoteAll || /["\r\n;,\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
          // With an accent, so that Windows-1252 is not UTF-8 too.
          const header = rows[0]?.map((_, column) => `Colonne é ${column}`) ?? []
          const text = [header, ...rows].map((cells) => cells.map(quoted).join(separator)).join(end) + (lastEnd ? end : '')
          const expected = rows
            .map((cells, index) => ({ number: index + 2, cells }))
            .filter(({ cells }) => cells.some((one) => one.trim() !== ''))
            .map(({ number, cells }) => ({ number, cells: cells.slice(0, cells.findLastIndex((one) => one.trim() !== '') + 1) }))
          if (expected.length === 0) return
          const read = await readCsv(encoded(text, encoding))
          expect(read).toEqual({ encoding, separator, header, rows: expected })
        },
      ),
      { numRuns: 400 },
    )
  })

  test('and what we write for one is read back as it was, without a formula in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cell('utf-8'), { minLength: 2, maxLength: 4 }), async (cells) => {
        const pages = async function* () {
          yield [['x', ...cells, 'x']]
        }
        let text = ''
        for await (const piece of csvLines(['a', ...cells.map((_, column) => `b${column}`), 'z'], pages())) text += piece
        const { rows } = await readCsv(Buffer.from(text))
        const read = rows[0]?.cells.slice(1, -1) ?? []
        expect(read.filter((one) => /^[=+\-@\t\r＝＋－＠]/.test(one))).toEqual([])
        expect(read.map(wordsOf)).toEqual(cells.map((one) => wordsOf(/^[=+\-@\t\r＝＋－＠]/.test(one) ? `'${one}` : one)))
      }),
      { numRuns: 300 },
    )
  })
})

const ZONE = 'Europe/Paris'
test.each([
  ['31/12/2026', 'start', '2026-12-30T23:00:00.000Z'],
  ['31/12/2026', 'end', '2026-12-31T23:00:00.000Z'],
  ['1/7/2026', 'start', '2026-06-30T22:00:00.000Z'],
  ['2026-07-01', 'end', '2026-07-01T22:00:00.000Z'],
  ['01/07/2026 08:30', 'end', '2026-07-01T06:30:00.000Z'],
  ['01/07/2026 à 8h30', 'start', '2026-07-01T06:30:00.000Z'],
  ['2026-07-01T08:30:00+02:00', 'start', '2026-07-01T06:30:00.000Z'],
  ['2026-07-01T06:30:00Z', 'end', '2026-07-01T06:30:00.000Z'],
] as const)('%s, as the %s of a period, is an instant', (text, which, at) => {
  expect(instantIn(text, which, ZONE)?.toISOString()).toBe(at)
})
test.each([
  '31/02/2026',
  '2026-13-01',
  '01/07/26',
  '07-01-2026',
  '44927',
  'demain',
  '1/7/2026 25:00',
  '00/01/2026',
  '2026-07-01T25:00:00Z',
])('%s is no date', (text) => {
  expect(instantIn(text, 'start', ZONE)).toBeUndefined()
})
test('an instant is said as a cell says it, and read back as the same', () => {
  const minute = 60_000
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000_000 }), fc.constantFrom('start', 'end'), (minutes, which) => {
      const at = new Date(Date.UTC(1990, 0, 1) + minutes * minute)
      const read = instantIn(instantWords(at, which, ZONE), which, ZONE)
      // The hour that comes twice is its first one.
      expect([at.getTime(), at.getTime() - 60 * minute]).toContain(read?.getTime())
    }),
  )
})

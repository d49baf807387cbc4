import { stringify } from 'csv-stringify/sync'

/** What French spreadsheets open with a double click: UTF-8 that says so, semicolons, lines of Windows. */
const OPTIONS = {
  delimiter: ';',
  record_delimiter: '\r\n',
  escape_formulas: true,
  // Half an end of a row ends it too, for who reads; the library quotes the whole one alone.
  quoted_match: /[\r\n]/,
} as const
const BOM = '\u{feff}'

export type Cell = string | number | null | undefined
/**
 * A table as a file for a spreadsheet, piece by piece. A text that a spreadsheet would compute (it begins with = + - @, a tab or a carriage
 * return) gets an apostrophe before it; numbers stay what they are.
 */
export async function* csvLines(header: readonly string[], pages: AsyncIterable<readonly (readonly Cell[])[]>): AsyncGenerator<string> {
  yield `${BOM}${stringify([[...header]], OPTIONS)}`
  for await (const rows of pages)
    if (rows.length > 0)
      yield stringify(
        rows.map((row) => [...row]),
        OPTIONS,
      )
}

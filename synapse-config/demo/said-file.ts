import { CHART, barChartPng } from './bar-chart-png.ts'
import { onePagePdf } from './one-page-pdf.ts'

/** A file as it is called and what it holds: a text, one page, or values drawn as bars. */
export type SaidFile = { readonly name: string } & (
  | { readonly text: string }
  | { readonly title: string; readonly lines: readonly string[] }
  | { readonly bars: readonly number[] }
)
export interface MadeFile {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly msgtype: 'm.file' | 'm.image'
  /** What a message says of it besides its type and its size. */
  readonly info: object
}

/** The bytes that a file of the demonstration has. */
export function madeFile(file: SaidFile): MadeFile {
  if ('bars' in file)
    return { type: 'image/png', bytes: barChartPng(file.bars), msgtype: 'm.image', info: { w: CHART.width, h: CHART.height } }
  if ('text' in file) return { type: 'text/plain', bytes: new TextEncoder().encode(file.text), msgtype: 'm.file', info: {} }
  return { type: 'application/pdf', bytes: onePagePdf(file.title, file.lines), msgtype: 'm.file', info: {} }
}

import { createRequire } from 'node:module'
import { setImmediate as breathe } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import type { Block, ExportDocument, Message, Section } from '../../core/exports/document.ts'
import { EXPORT_WORDS } from '../../core/exports/export-words.ts'

type Doc = InstanceType<typeof PDFDocument>
type Element = ReturnType<Doc['struct']>

// Embedded, and drawn by nobody else's font: Latin, Greek, Cyrillic, Hebrew, Arabic and many signs.
const { resolve } = createRequire(import.meta.url)
const [REGULAR, BOLD, ITALIC] = ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSans-Oblique'].map((name) =>
  resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`),
) as [string, string, string]
/** Stands for a sign that the font lacks. */
const MISSING = '▯'
const MARGIN = 56
const SMALL = 8
const PLAIN = 10
const BREATHE_EVERY = 40

interface Style {
  readonly font?: string
  readonly size?: number
  readonly indent?: number
  readonly gap?: number
}

/**
 * The document as a tagged PDF (ISO 32000-1, 14.8; PDF/UA-1): a reader by ear finds the same headings, tables and lists as in the HTML. Drawn
 * while others work in this process: it breathes between messages. `last`: what is put in it when all is drawn.
 */
export async function* pdfOf(document: ExportDocument, last?: (pdf: Doc) => void): AsyncIterable<Uint8Array> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    font: REGULAR,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    // Its types know the archival subsets alone.
    subset: 'PDF/UA' as never,
    displayTitle: true,
    lang: document.language === 'fr' ? 'fr-FR' : 'en-GB',
    info: { Title: document.title, Creator: 'SPHERE', Producer: 'SPHERE' },
  })
  const drawing = draw(pdf, document).then(
    () => {
      last?.(pdf)
      pdf.end()
    },
    (error: unknown) => (pdf as unknown as { destroy(error: unknown): void }).destroy(error),
  )
  yield* pdf as unknown as AsyncIterable<Uint8Array>
  await drawing
}

async function draw(pdf: Doc, document: ExportDocument): Promise<void> {
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  root.add(words(pdf, 'H1', document.title, { font: BOLD, size: 18, gap: 10 }))
  for (const [label, value] of document.facts) root.add(words(pdf, 'P', `${label} : ${value}`, { gap: 2 }))
  root.add(words(pdf, 'P', document.warning, { font: ITALIC, gap: 4 }))
  root.add(words(pdf, 'P', document.missingSigns(MISSING), { font: ITALIC, gap: 10 }))
  for (const section of document.sections) await drawSection(pdf, root, section)
  root.end()
  number(pdf, document)
}

async function drawSection(pdf: Doc, root: Element, { title, blocks }: Section): Promise<void> {
  leaveRoom(pdf, 80)
  const section = pdf.struct('Sect')
  root.add(section)
  pdf.moveDown(0.8)
  pdf.outline.addItem(title)
  section.add(words(pdf, 'H2', title, { font: BOLD, size: 13, gap: 6 }))
  let list: Element | undefined
  let drawn = 0
  for (const block of blocks()) {
    if (block.is === 'message') {
      if (list === undefined) section.add((list = pdf.struct('L')))
      drawMessage(pdf, list, block)
    } else {
      list = undefined
      drawOther(pdf, section, block)
    }
    if (++drawn % BREATHE_EVERY === 0) await breathe()
  }
  section.end()
  await breathe()
}

function drawMessage(pdf: Doc, list: Element, { author, label, time, quote, deleted, file, text, reactions }: Message): void {
  // Who says something is on the page on which they begin to say it.
  leaveRoom(pdf, 48)
  const item = pdf.struct('LI')
  const body = pdf.struct('LBody')
  list.add(item)
  item.add(body)
  body.add(words(pdf, 'P', `${author}${label === null ? '' : ` (${label})`} — ${time}`, { font: BOLD, gap: 1 }))
  if (quote !== null) body.add(pdf.struct('BlockQuote', {}, [words(pdf, 'P', quote, { font: ITALIC, size: 9, indent: 14, gap: 1 })]))
  if (deleted !== null) body.add(words(pdf, 'P', deleted, { font: ITALIC, gap: 1 }))
  if (file !== null) body.add(words(pdf, 'P', file, { gap: 1 }))
  if (text !== '') body.add(words(pdf, 'P', text, { gap: 1 }))
  if (reactions !== null) body.add(words(pdf, 'P', reactions, { size: 9, gap: 1 }))
  item.end()
  pdf.moveDown(0.5)
}

function drawOther(pdf: Doc, section: Element, block: Exclude<Block, { is: 'message' }>): void {
  if (block.is === 'paragraph') section.add(words(pdf, 'P', block.text, { gap: 4 }))
  else drawTable(pdf, section, block)
}

const CELL = 3
function drawTable(pdf: Doc, section: Element, { columns, rows }: Extract<Block, { is: 'table' }>): void {
  const table = pdf.struct('Table')
  section.add(table)
  const width = (pdf.page.width - 2 * MARGIN) / columns.length
  const inside = { width: width - 2 * CELL }
  const drawRow = (given: readonly string[], isHead: boolean) => {
    const cells = given.map((text) => drawable(pdf, text))
    pdf.font(isHead ? BOLD : REGULAR).fontSize(SMALL)
    const height = Math.max(...cells.map((cell) => pdf.heightOfString(cell, inside))) + 2 * CELL
    leaveRoom(pdf, height)
    const top = pdf.y
    const row = pdf.struct('TR')
    table.add(row)
    for (const [column, cell] of cells.entries()) {
      const [left, isHeader] = [MARGIN + column * width, isHead || column === 0]
      const options = { ...actual(given[column] ?? '', cell), ...(isHeader ? { scope: isHead ? 'Column' : 'Row' } : {}) }
      row.add(pdf.struct(isHeader ? 'TH' : 'TD', options, () => pdf.text(cell, left + CELL, top + CELL, inside)))
    }
    row.end()
    asDecoration(pdf, 'Layout', () =>
      pdf
        .moveTo(MARGIN, top + height)
        .lineTo(pdf.page.width - MARGIN, top + height)
        .lineWidth(0.5)
        .stroke(),
    )
    pdf.x = MARGIN
    pdf.y = top + height
  }
  drawRow(columns, true)
  for (const row of rows) drawRow(row, false)
  table.end()
}

/** A paragraph, drawn when it is put in its place. What the font lacks is said to who reads by ear. */
function words(pdf: Doc, tag: string, text: string, { font = REGULAR, size = PLAIN, indent = 0, gap = 0 }: Style): Element {
  return pdf.struct(tag, actual(text, drawable(pdf, text)), [
    () => {
      pdf.font(font).fontSize(size)
      pdf.text(drawable(pdf, text), MARGIN + indent, pdf.y, { width: pdf.page.width - 2 * MARGIN - indent, paragraphGap: 0 })
      pdf.x = MARGIN
      pdf.y += gap
    },
  ])
}
const actual = (text: string, drawn: string): { actual?: string } => (drawn.includes(MISSING) ? { actual: text.toWellFormed() } : {})

// A word of thirty thousand letters would be measured for seconds, letter by letter: it may be broken here and there.
const UNBROKEN = /\S{60}/gu
const MAY_BREAK = '\u200b'

/** Every font of the family has the same signs, or more: the regular one is asked. */
function drawable(pdf: Doc, text: string): string {
  const { font } = (pdf as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font
  const signs = text
    .toWellFormed()
    .replaceAll('\t', '    ')
    .replaceAll(/[^\P{Cc}\n]/gu, '')
  const drawn = Array.from(signs, (sign) => (sign === '\n' || font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0) ? sign : MISSING))
  return drawn.join('').replaceAll(UNBROKEN, `$&${MAY_BREAK}`)
}

function leaveRoom(pdf: Doc, height: number): void {
  if (pdf.y + height > pdf.page.height - MARGIN && pdf.y > MARGIN) pdf.addPage()
}
function asDecoration(pdf: Doc, type: 'Layout' | 'Pagination', act: () => void): void {
  pdf.markContent('Artifact', { type })
  act()
  pdf.endMarkedContent()
}

const TITLE_IN_A_LINE = 70
/** When all pages are there: which of how many each is. */
function number(pdf: Doc, { language, title }: ExportDocument): void {
  const { start, count } = pdf.bufferedPageRange()
  // It is one line.
  const short = title.length > TITLE_IN_A_LINE ? `${title.slice(0, TITLE_IN_A_LINE).toWellFormed()}…` : title
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page)
    pdf.page.margins.bottom = 0
    const line = drawable(pdf.font(REGULAR).fontSize(SMALL), `${EXPORT_WORDS[language].page(page + 1, count)} — ${short}`)
    asDecoration(pdf, 'Pagination', () =>
      pdf.text(line, MARGIN, pdf.page.height - MARGIN + 20, { width: pdf.page.width - 2 * MARGIN, align: 'center', lineBreak: false }),
    )
  }
}

import { expect } from 'vitest'
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Export, ExportBody } from '../../src/contract.ts'
import { type Writer, mailsOf } from './mails.ts'
import { type Answer, type Json, type Stage, eventually, sendPath, some, text } from './rooms.ts'

export interface Fetched {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer
  readonly code: unknown
}

/** People who write in a journal by their clients, and have copies of it made by the API. */
export function exportsOf(stage: Stage, baseUrl: string) {
  const { writer } = mailsOf(stage, baseUrl)
  /** A journal, and the two who write in it. */
  async function journal() {
    const circle = await stage.newCircle((await stage.newStructure()).id)
    const [nadia, paul] = await Promise.all([writer(), writer()])
    for (const { id } of [nadia, paul]) await stage.addMember(circle.id, id)
    const { roomId: room } = await stage.settled(circle.id)
    return { circle, room, nadia, paul }
  }
  const asks = (who: Writer, circleId: string, given: Partial<Record<keyof ExportBody, unknown>> = {}): Promise<Answer<Export>> =>
    who.api('POST', '/exports', { key: some('cle'), circleId, reason: 'Transmission au médecin traitant', ...given })
  const read = async (who: Writer, id: string): Promise<Export> => {
    const { status, body } = await who.api<Export>('GET', `/exports/${id}`)
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }
  const becomes = (who: Writer, id: string, state: Export['state'], timeout = 60_000): Promise<Export> =>
    eventually(async () => {
      const now = await read(who, id)
      expect(now.state, JSON.stringify(now)).toBe(state)
      return now
    }, timeout)
  return {
    writer,
    journal,
    asks,
    read,
    becomes,
    /** Gives it once it is ready. */
    async exported(who: Writer, circleId: string, given: Partial<Record<keyof ExportBody, unknown>> = {}): Promise<Export> {
      const { status, body } = await asks(who, circleId, given)
      expect(status, JSON.stringify(body)).toBe(201)
      return becomes(who, body.id, 'ready')
    },
    async fetches({ holder }: Writer, id: string, format: string): Promise<Fetched> {
      const { status, headers, bytes, json } = await holder.fetch('GET', `/api/v1/people/me/exports/${id}/file?format=${format}`)
      return { status, headers, bytes, code: json['code'] }
    },
    async says({ matrix }: Writer, room: string, what: string, more: Json = {}): Promise<string> {
      const { status, body } = await matrix('PUT', sendPath(room), { ...text(what), ...more })
      expect(status, JSON.stringify(body)).toBe(200)
      return String(body['event_id'])
    },
  }
}

interface Node {
  readonly role?: string
  readonly children?: readonly Node[]
}
/** A PDF as its readers have it, by eye and by ear. */
export async function readPdf(bytes: Buffer) {
  const pdf = await pdfjs.getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const pages: string[] = []
  const roles = new Set<string>()
  const gather = ({ role, children = [] }: Node): void => {
    if (role !== undefined) roles.add(role)
    for (const child of children) gather(child)
  }
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    pages.push(items.flatMap((item) => ('str' in item ? [item.str, item.hasEOL ? ' ' : ''] : [])).join(''))
    gather(((await page.getStructTree()) ?? {}) as Node)
  }
  const { info } = (await pdf.getMetadata()) as { info: Readonly<Record<string, unknown>> }
  const marked = ((await pdf.getMarkInfo()) as unknown as Map<string, unknown> | null)?.get('Marked')
  const outline = ((await pdf.getOutline()) as unknown as { title: string }[] | null)?.map(({ title }) => title)
  return { pages, roles, info, marked, outline, text: pages.join(' ') }
}

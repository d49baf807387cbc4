import { expect } from 'vitest'
import type { ErrorAnswer, ImportDetail, ImportKind, ImportRow, ImportState } from '../../src/contract.ts'
import { eventually } from './rooms.ts'

/** Written as a spreadsheet does: quoted where it must be. */
export const csvOf = (rows: readonly (readonly string[])[], separator = ';', end = '\r\n'): string =>
  rows
    .map((cells) => cells.map((cell) => (/["\r\n;,\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(separator) + end)
    .join('')

export const PEOPLE = ['Identifiant', 'Nom', 'Prénom', 'Profession', 'N° RPPS', 'E-mail', 'Tél.', 'Statut']
export const somebody = (id: string, given: Partial<Record<'rpps' | 'email' | 'phone' | 'status' | 'name', string>> = {}) => [
  id,
  given.name ?? 'Lefèvre',
  'Éloïse',
  'Infirmière',
  given.rpps ?? '',
  given.email ?? '',
  given.phone ?? '',
  given.status ?? '',
]

export interface Importer {
  readonly baseUrl: string
  readonly headers: Readonly<Record<string, string>>
}
/** The verbs of an import, by whoever these headers are. */
export function importsBy({ baseUrl, headers }: Importer) {
  const ask = async <Body = ImportDetail & ErrorAnswer>(method: string, path: string, body?: object) => {
    const response = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Body, text }
  }
  const sends = async (id: string, content: string | Buffer, name = 'fichier.csv', type = 'text/csv') => {
    const response = await fetch(`${baseUrl}/api/v1/imports/${id}/file?name=${encodeURIComponent(name)}`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': type },
      body: content,
    })
    return { status: response.status, body: (await response.json()) as ImportDetail & ErrorAnswer }
  }
  const begins = async (kind: ImportKind, source = 'CSV'): Promise<string> => {
    const { status, body, text } = await ask('POST', '/imports', { kind, source })
    expect(status, text).toBe(201)
    return body.id
  }
  const told = async (method: string, path: string, body?: object): Promise<ImportDetail> => {
    const answer = await ask(method, path, body)
    expect(answer.status, answer.text).toBeLessThan(300)
    return answer.body
  }
  const becomes = (id: string, state: ImportState, patience = 60_000): Promise<ImportDetail> =>
    eventually(async () => {
      const found = await told('GET', `/imports/${id}`)
      expect(found.state).toBe(state)
      return found
    }, patience)
  /** As its columns were understood, unless told otherwise. */
  const checks = async (id: string, fields?: readonly (string | null)[]): Promise<ImportDetail> => {
    const { columns } = await told('GET', `/imports/${id}`)
    return told('PUT', `/imports/${id}/mapping`, { fields: fields ?? columns.map(({ field }) => field) })
  }
  const reads = async (kind: ImportKind, content: string | Buffer, source?: string): Promise<ImportDetail> => {
    const id = await begins(kind, source)
    const { status, body } = await sends(id, content)
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }
  const tries = async (kind: ImportKind, content: string | Buffer, source?: string): Promise<ImportDetail> => {
    const { id } = await reads(kind, content, source)
    await checks(id)
    await told('POST', `/imports/${id}/trial`, {})
    return becomes(id, 'tried')
  }
  const applies = async (kind: ImportKind, content: string | Buffer, source?: string): Promise<ImportDetail> => {
    const { id } = await tries(kind, content, source)
    await told('POST', `/imports/${id}/application`, {})
    return becomes(id, 'applied')
  }
  const rowsOf = async (id: string, show = 'all'): Promise<ImportRow[]> => {
    const rows: ImportRow[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: string = cursor === '' ? '' : `&cursor=${cursor}`
      const { body, status, text } = await ask<{ items: ImportRow[]; next: string | null }>(
        'GET',
        `/imports/${id}/rows?limit=200&show=${show}${page}`,
      )
      expect(status, text).toBe(200)
      rows.push(...body.items)
      cursor = body.next
    }
    return rows
  }
  const failedFile = async (id: string): Promise<string> => {
    const response = await fetch(`${baseUrl}/api/v1/imports/${id}/failed`, { headers })
    expect(response.status).toBe(200)
    return Buffer.from(await response.arrayBuffer()).toString('utf8')
  }
  return { ask, sends, begins, told, becomes, checks, reads, tries, applies, rowsOf, failedFile }
}

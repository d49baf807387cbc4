import { existsSync, readFileSync } from 'node:fs'
import type { DemoFile } from '../demo/seed.ts'
import { writePrivateFile } from './private-file.ts'

/** What an earlier start left, or undefined when there is none that can be read. */
export function readDemoFile(path: string): DemoFile | undefined {
  if (!existsSync(path)) return undefined
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as Partial<DemoFile>
    if (typeof file.apiKey !== 'string') return undefined
    return { baseUrl: '', accounts: [], circles: [], ...file, apiKey: file.apiKey }
  } catch {
    return undefined
  }
}

export const writeDemoFile = (path: string, file: DemoFile): void => writePrivateFile(path, `${JSON.stringify(file, null, 2)}\n`)

/** Which accounts open the door, in columns. */
export function tableOfAccounts({ accounts }: DemoFile): string[] {
  const header = ['Nom', 'Profession', 'Identifiant', 'Mot de passe']
  const rows = accounts.map(({ name, role, userId, password, admin }) => [
    admin ? `${name} (administration)` : name,
    role,
    userId,
    password,
  ])
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)))
  return [header, ...rows].map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}

import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs'

const LIMIT = 20 * 1024 * 1024

/** Opens a log for appending, readable by us alone. One older generation is kept; the size is only judged at a start. */
export function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > LIMIT) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

/** The last lines, at most 8 kB, to show under a sentence that says what went wrong. `from` leaves out what earlier runs wrote. */
export function tailOf(path: string, from = 0, lines = 15): string {
  if (!existsSync(path)) return ''
  const file = openSync(path, 'r')
  try {
    const size = fstatSync(file).size
    const start = Math.max(from, size - 8_192)
    const buffer = Buffer.alloc(Math.max(0, size - start))
    readSync(file, buffer, 0, buffer.length, start)
    return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n')
  } finally {
    closeSync(file)
  }
}

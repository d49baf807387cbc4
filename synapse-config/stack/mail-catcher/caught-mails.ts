import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writePrivateFile } from '../private-file.ts'

/** What was caught, one file each under its identifier, which begins with its time: the newest sorts last. */
export interface CaughtMails {
  /** On the disk when it returns. Line breaks in an address cannot come through SMTP; they would not come through here either. */
  keep(envelope: { from: string; to: readonly string[] }, message: Buffer): void
  /** Identifiers, newest first, older than one of them. */
  list(before: string | undefined, limit: number): string[]
  /** undefined: there is none by this identifier. */
  find(id: string): Buffer | undefined
}

const ID = /^\d{17}-[0-9a-f]{8}$/
const oneLine = (text: string) => text.replaceAll(/[\r\n]+/g, ' ')

/** At most so many are kept: whoever sends thousands to try something finds the last ones. */
export function caughtMails(dir: string, atMost: number): CaughtMails {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const pathOf = (id: string) => join(dir, `${id}.eml`)
  const all = () =>
    readdirSync(dir)
      .flatMap((name) => (name.endsWith('.eml') && ID.test(name.slice(0, -4)) ? [name.slice(0, -4)] : []))
      .toSorted()
      .toReversed()
  // Two within a millisecond keep their order.
  let last = Number(all()[0]?.slice(0, 17) ?? 0)
  const nextId = () => {
    const now = Number(new Date().toISOString().replaceAll(/\D/g, ''))
    last = Math.max(now, last + 1)
    return `${last}-${randomBytes(4).toString('hex')}`
  }
  return {
    keep({ from, to }, message) {
      // As a server that delivers writes it: who is in the envelope need not be in the headers.
      const envelope = `Return-Path: <${oneLine(from)}>\r\nDelivered-To: ${oneLine(to.join(', '))}\r\n`
      writePrivateFile(pathOf(nextId()), Buffer.concat([Buffer.from(envelope), message]))
      for (const id of all().slice(atMost)) rmSync(pathOf(id), { force: true })
    },
    list: (before, limit) =>
      all()
        .filter((id) => before === undefined || id < before)
        .slice(0, limit),
    find: (id) => (ID.test(id) && existsSync(pathOf(id)) ? readFileSync(pathOf(id)) : undefined),
  }
}

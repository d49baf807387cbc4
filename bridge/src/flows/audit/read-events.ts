import type { AuditEvent, AuditFilter } from '../../contract.ts'
import { fullName } from '../../core/names.ts'
import { type AuditRow, type EventFilter, listMatching, searchEvents } from '../../db/audit/events.ts'
import type { Page } from '../../db/cursor.ts'
import type { Chained } from '../../db/event-chain.ts'
import { toEvent } from '../../db/events.ts'
import type { World } from '../world.ts'

/** The record, newest first. */
export async function readAuditEvents({ db }: World, filter: AuditFilter): Promise<Page<AuditEvent>> {
  const { items, next } = await searchEvents(db, filter)
  return { items: items.map(toAuditEvent), next }
}

const toAuditEvent = (row: AuditRow): AuditEvent => ({
  ...toEvent(row),
  type: row.type as AuditEvent['type'],
  personName: row.given_name === null ? null : fullName({ givenName: row.given_name, familyName: row.family_name ?? '' }),
  patientName: row.patient_name,
  structureName: row.structure_name,
  hash: row.hash.toString('hex'),
})

const PAGE = 1_000
/**
 * The record as JSON Lines, oldest first, page by page. `previous` and `hash` are hexadecimal; whoever has consecutive lines verifies them with
 * SHA-256 over the octets of `previous` and the JSON array, without spaces, of the values from `id` to `after`.
 */
export async function* auditLines({ db }: World, filter: EventFilter): AsyncGenerator<string> {
  for (let after = '0'; ;) {
    const page = await listMatching(db, filter, after, PAGE)
    if (page.length > 0) yield page.map((link) => `${toLine(link)}\n`).join('')
    if (page.length < PAGE) return
    after = page.at(-1)?.id ?? after
  }
}

const toLine = ({ previous, hash, ...link }: Chained): string =>
  JSON.stringify({ ...link, previous: previous.toString('hex'), hash: hash.toString('hex') })

import { type Selectable, type Transaction, sql } from 'kysely'
import type { RegistryEvent } from '../contract.ts'
import type { EventType } from '../core/event-types.ts'
import { isSynthetic } from '../core/ids.ts'
import type { Db } from './connect.ts'
import { GENESIS, hashOf, instantOf, setHead } from './event-chain.ts'
import type { PeriodScope, Schema, Scope } from './schema.ts'
import type { EventTable } from './schema/events.ts'

/** Who did it, through which system: the provenance of everything that is written. */
export interface Author {
  readonly source: string
  readonly by: string
}
export interface NewEvent {
  readonly type: EventType
  readonly circle?: string
  readonly person?: string
  readonly structure?: string
  readonly patient?: string
  readonly reason?: string | null | undefined
  readonly before?: unknown
  readonly after?: unknown
  /** Who asked, when it is not the author of the transaction: a period that begins by the calendar was asked for earlier. */
  readonly asked?: Author
}

/** An event is about a circle, the structure whose staff it is, or one person. Who writes to whom is in no event. */
export const placeOf = ({ scope, ref }: { scope: Scope; ref: string }): Pick<NewEvent, 'circle' | 'structure' | 'person'> =>
  ({ circle: { circle: ref }, staff: { structure: ref }, journals: {}, person: { person: ref }, mail: {} })[scope]
/** Of a room: folders and sub-spaces are their structure's. */
export const placeOfRoom = ({
  scope,
  ref,
  structure,
}: {
  scope: Scope
  ref: string
  structure: string | null
}): ReturnType<typeof placeOf> => (structure === null ? placeOf({ scope, ref }) : { structure })

/** One for the whole database: held from the first event of a transaction to its commit. */
const FEED_LOCK = 7_245_110_001

/**
 * Records what happened. The lock makes the order of identifiers the order of commits, so that a reader of the feed
 * never sees an event appear behind its cursor. Call it after every row lock of the transaction: it is the last lock taken.
 * What the canary does to its own people and circles is nobody's history: it is not recorded, so it is in no feed, notice or page.
 * Gives the first identifier, which names the batch; null when there was nothing to record.
 */
export async function recordEvents(trx: Transaction<Schema>, author: Author, at: Date, given: readonly NewEvent[]): Promise<string | null> {
  const events = given.filter((event) => ![event.circle, event.person, event.structure, event.patient, serviceOf(event)].some(isReserved))
  if (events.length === 0) return null
  await sql`select pg_advisory_xact_lock(${FEED_LOCK})`.execute(trx)
  const json = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))
  // What `jsonb` makes of a text is what the chain covers, so it is asked before.
  const { rows } = await sql<{ id: string; before: string | null; after: string | null; previous: Buffer }>`
    select nextval('event_id')::text as id, given.before::jsonb::text as before, given.after::jsonb::text as after, chain.hash as previous
    from event_chain chain, unnest(${events.map(({ before }) => json(before))}::text[], ${events.map(({ after }) => json(after))}::text[])
      with ordinality as given (before, after, number) order by number`.execute(trx)
  const batch = rows[0]?.id ?? '0'
  let previous = rows[0]?.previous ?? GENESIS
  const links = events.map((event, index) => {
    const { id, before, after } = rows[index] ?? { id: '0', before: null, after: null }
    const link = {
      id,
      batch,
      type: event.type,
      circle: event.circle ?? null,
      person: event.person ?? null,
      structure: event.structure ?? null,
      patient: event.patient ?? null,
      source: event.asked?.source ?? author.source,
      by: event.asked?.by ?? author.by,
      reason: event.reason ?? null,
      before,
      after,
    }
    const chained = { ...link, at, previous, hash: hashOf(previous, { ...link, at: instantOf(at) }) }
    previous = chained.hash
    return chained
  })
  await trx.insertInto('event').values(links).execute()
  await setHead(trx, rows[0]?.previous ?? GENESIS, { lastId: links.at(-1)?.id ?? '0', hash: previous }, links.length)
  return batch
}

const serviceOf = ({ after }: NewEvent): string | undefined => (after as { service?: string } | undefined)?.service
const isReserved = (id: string | undefined): boolean => id !== undefined && isSynthetic(id)

/** Events after a cursor, oldest first. */
export async function listEvents(
  db: Db,
  { after, limit, circleId, personId }: { after: string; limit: number; circleId?: string | undefined; personId?: string | undefined },
): Promise<RegistryEvent[]> {
  let query = db.selectFrom('event').selectAll().where('id', '>', after).orderBy('id').limit(limit)
  if (circleId !== undefined) query = query.where('circle', '=', circleId)
  if (personId !== undefined) query = query.where('person', '=', personId)
  const rows = await query.execute()
  return rows.map(toEvent)
}

export const toEvent = (row: Selectable<EventTable>): RegistryEvent => ({
  id: row.id,
  at: row.at.toISOString(),
  type: row.type,
  circleId: row.circle,
  personId: row.person,
  structureId: row.structure,
  patientId: row.patient,
  source: row.source,
  by: row.by,
  reason: row.reason,
  before: row.before,
  after: row.after,
})

export interface ToAnnounce {
  readonly id: string
  readonly batch: string
  readonly type: string
  readonly by: string
  readonly reason: string | null
  readonly before: unknown
  readonly after: unknown
}

/** What a room has still to tell, oldest first. */
export async function listToAnnounce(
  db: Db,
  scope: PeriodScope,
  ref: string,
  types: readonly string[],
  after: string,
): Promise<ToAnnounce[]> {
  return db
    .selectFrom('event')
    .select(['id', 'batch', 'type', 'by', 'reason', 'before', 'after'])
    .where(scope === 'circle' ? 'circle' : 'structure', '=', ref)
    .where('type', 'in', types)
    .where('id', '>', after)
    .orderBy('id')
    .limit(500)
    .execute()
}

import { type Transaction, sql } from 'kysely'
import type { Db } from './connect.ts'
import { type Page, fromTimeCursor, pageOf } from './cursor.ts'
import { NORMAL } from './jobs.ts'
import { queueThose } from './rooms.ts'
import type { Schema } from './schema.ts'
import { isReal } from './synthetic.ts'

export interface DriftRow {
  readonly kind: string
  readonly ref: string
  readonly structure: string | null
  readonly name: string | null
  readonly roomId: string | null
  readonly since: Date
  readonly attempts: number
  readonly nextTry: Date | null
  readonly cause: string | null
}

const outOfStep = sql`not r.in_step and ${isReal('r.ref')}`
/** Without a cause it is being worked on. */
const ofCause = (cause: string | undefined) =>
  cause === undefined ? sql`true` : cause === '' ? sql`r.last_error is null` : sql`r.last_error = ${cause}`

/** Rooms out of step, the longest first. */
export async function listDrift(
  db: Db,
  { cause, cursor, limit }: { cause?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<DriftRow>> {
  const after = fromTimeCursor(cursor)
  const behind = after === undefined ? sql`true` : sql`(since, key) > (${after[0]}::timestamptz, ${after[1]})`
  const { rows } = await sql<DriftRow & { sort: string; key: string }>`
    select * from (
      select r.kind, r.ref, coalesce(r.structure, case when r.scope = 'staff' then r.ref end) as structure,
        coalesce(u.display_name, f.name, s.name) as name, r.room_id as "roomId", coalesce(r.dirty_since, r.last_error_at, 'epoch') as since,
        r.attempts, r.next_try_at as "nextTry", r.last_error as cause, r.kind || ' ' || r.ref as key,
        to_char(coalesce(r.dirty_since, r.last_error_at, 'epoch') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as sort
      from room r
      left join circle c on r.kind = 'journal' and c.id = r.ref left join patient u on u.id = c.patient
      left join folder f on r.kind = 'documents' and f.id = r.ref
      left join structure s on r.scope = 'staff' and r.kind <> 'documents' and s.id = r.ref
      where ${outOfStep} and ${ofCause(cause)}
    ) as drift where ${behind} order by since, key limit ${limit + 1}`.execute(db)
  return pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.sort, row.key],
  )
}

const CAUSES = 50
/** How many for each cause, the most frequent first. */
export async function countDrift(db: Db): Promise<{ cause: string | null; count: number; oldest: Date }[]> {
  const { rows } = await sql<{ cause: string | null; count: number; oldest: Date }>`
    select r.last_error as cause, count(*)::int as count, min(coalesce(r.dirty_since, r.last_error_at, 'epoch')) as oldest
    from room r where ${outOfStep} group by r.last_error order by count desc, cause limit ${CAUSES}`.execute(db)
  return rows
}

interface Key {
  readonly kind: string
  readonly ref: string
}
const keysOf = (keys: readonly Key[]) => keys.map(({ kind, ref }) => sql`(${kind}, ${ref})`)

const AT_ONCE = 1_000
/** Of these rooms, or of all of a cause: those that are out of step, a thousand at once. */
export async function listToRepair(
  db: Db,
  { rooms, cause }: { rooms?: readonly Key[] | undefined; cause?: string | undefined },
): Promise<Key[]> {
  const asked = rooms === undefined ? ofCause(cause) : sql`(r.kind, r.ref) in (${sql.join(keysOf(rooms))})`
  const { rows } = await sql<{ kind: string; ref: string }>`
    select r.kind, r.ref from room r where ${outOfStep} and ${asked} order by r.kind, r.ref limit ${AT_ONCE}`.execute(db)
  return rows
}
export const queueRepairs = (trx: Transaction<Schema>, rooms: readonly Key[], now: Date): Promise<void> =>
  queueThose(trx, sql`(r.kind, r.ref) in (${sql.join(keysOf(rooms))})`, NORMAL, now)

import { sql } from 'kysely'
import type { Named } from '../../core/names.ts'
import type { Db } from '../connect.ts'
import { type Page, type Paging, fromCursor, pageOf } from '../cursor.ts'

export interface HeldDepartureRow {
  readonly id: string
  readonly position: number
  readonly person: Named
  readonly at: Date
  readonly reason: string
  readonly requestedBy: string
  readonly state: 'waiting' | 'approved' | 'rejected'
  readonly accesses: number | null
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly decisionReason: string | null
}

/** Departures that somebody asked for as of this structure and the brake stopped, the latest first; in a series each is one. */
export async function listHeldDepartures(
  db: Db,
  structure: string,
  { state, cursor, limit }: Paging & { state?: HeldDepartureRow['state'] | undefined },
): Promise<Page<HeldDepartureRow>> {
  const [held = '', position = ''] = fromCursor(cursor) ?? []
  const isPlace = /^\d{1,18}$/.test(held) && /^\d{1,9}$/.test(position)
  const { rows } = await sql<HeldDepartureRow>`
    select h.id, i.position, jsonb_build_object('id', p.id, 'givenName', p.given_name, 'familyName', p.family_name) as person, h.at,
      i.input ->> 'reason' as reason, i.by as "requestedBy", h.state,
      case when h.state = 'waiting' then (select count(*)::int from presence where person = p.id) end as accesses,
      h.decided_by as "decidedBy", h.decided_at as "decidedAt", h.decision_reason as "decisionReason"
    from held_input i join held_change h on h.id = i.held join person p on p.id = i.input ->> 'person'
    where i.kind = 'departure' and i.input ->> 'structure' = ${structure}
      ${state === undefined ? sql`` : sql`and h.state = ${state}`}
      ${isPlace ? sql`and (i.held, i.position) < (${held}::bigint, ${position}::int)` : sql``}
    order by i.held desc, i.position desc limit ${limit + 1}`.execute(db)
  return pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.id, String(row.position)],
  )
}

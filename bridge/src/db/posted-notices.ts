import type { PostedNotice } from '../contract.ts'
import type { CircleId, StructureId } from '../core/ids.ts'
import type { Db } from './connect.ts'
import { type Page, fromCursor, pageOf } from './cursor.ts'
import type { PeriodScope } from './schema.ts'

export interface NoticeFilter {
  readonly keyId?: string | undefined
  readonly state?: 'waiting' | 'said' | undefined
  readonly where?: { readonly scope: PeriodScope; readonly ref: string } | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** What other systems posted, the newest first; its words are not kept here, and those that wait are not told. */
export async function listPostedNotices(db: Db, { keyId, state, where, cursor, limit }: NoticeFilter): Promise<Page<PostedNotice>> {
  let query = db
    .selectFrom('notice as n')
    .innerJoin('api_key as k', 'k.id', 'n.api_key')
    .leftJoin('circle as c', (join) => join.onRef('c.id', '=', 'n.ref').on('n.scope', '=', 'circle'))
    .leftJoin('patient as u', 'u.id', 'c.patient')
    .leftJoin('structure as s', (join) => join.onRef('s.id', '=', 'n.ref').on('n.scope', '=', 'staff'))
    .select(['n.event', 'n.key', 'n.at', 'n.said_at', 'n.scope', 'n.ref', 'n.api_key', 'k.name', 'k.source', 'k.revoked_at'])
    .select((eb) => eb.fn.coalesce('u.display_name', 's.name').as('place'))
    .orderBy('n.event', 'desc')
    .limit(limit + 1)
  if (keyId !== undefined) query = query.where('n.api_key', '=', keyId)
  if (state !== undefined) query = query.where('n.said_at', state === 'said' ? 'is not' : 'is', null)
  if (where !== undefined) query = query.where('n.scope', '=', where.scope).where('n.ref', '=', where.ref)
  const after = fromCursor(cursor)?.[0]
  if (after !== undefined && /^\d{1,18}$/.test(after)) query = query.where('n.event', '<', after)
  return pageOf(
    await query.execute(),
    limit,
    (row) => ({
      key: row.key,
      eventId: row.event,
      state: row.said_at === null ? 'waiting' : 'said',
      at: row.at.toISOString(),
      saidAt: row.said_at?.toISOString() ?? null,
      system: { keyId: row.api_key, name: row.name, source: row.source, revoked: row.revoked_at !== null },
      circleId: row.scope === 'circle' ? (row.ref as CircleId) : null,
      structureId: row.scope === 'staff' ? (row.ref as StructureId) : null,
      place: row.place,
    }),
    (row) => [row.event, ''],
  )
}

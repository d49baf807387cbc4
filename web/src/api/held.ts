import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { HeldChange, HeldDetail, HeldState } from 'bridge/contract'
import { type Page, query, request } from './request.ts'

const HELD = '/api/v1/held-changes'
const path = (id: string) => `${HELD}/${encodeURIComponent(id)}`

export interface HeldPage extends Page<HeldChange> {
  waiting: number
}
/** What the brake stopped. `waiting` counts all that waits, whatever is listed. */
export const heldQuery = ({ state, cursor }: { state: HeldState; cursor: string | undefined }) =>
  queryOptions({
    queryKey: ['held', 'list', state, cursor],
    queryFn: ({ signal }) => request<HeldPage>(`${HELD}${query({ state, cursor, limit: 25 })}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })

/** How many wait, for the bar. */
export const heldWaitingQuery = queryOptions({
  queryKey: ['held', 'waiting'],
  queryFn: ({ signal }) => request<HeldPage>(`${HELD}${query({ state: 'waiting', limit: 1 })}`, { signal }),
  select: ({ waiting }) => waiting,
  refetchInterval: 30_000,
})

export const heldDetailQuery = (id: string, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['held', 'one', id, cursor],
    queryFn: ({ signal }) => request<HeldDetail>(`${path(id)}${query({ cursor, limit: 50 })}`, { signal }),
    placeholderData: keepPreviousData,
  })

export type Decided = 'approval' | 'rejection'
/** Of what was read: refused when it has grown or was decided since. */
export const decideHeld = ({ id, version }: HeldChange, decision: Decided, reason: string): Promise<HeldChange> =>
  request(`${path(id)}/${decision}`, { method: 'POST', body: { reason }, version })

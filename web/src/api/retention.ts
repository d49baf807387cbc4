import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Retention, RetentionCircle, RetentionGround, RetentionPreview, RetentionState } from 'bridge/contract'
import { type Page, query, request } from './request.ts'

const SEALS = '/api/v1/retentions'
const at = (id: string, below = '') => `${SEALS}/${encodeURIComponent(id)}${below}`
const ofCircle = (circle: string) => `/api/v1/circles/${encodeURIComponent(circle)}/retention`

export interface DuePage extends Page<RetentionCircle> {
  /** Days between the closing and the purge; null: none is due by itself. */
  afterDays: number | null
  /** Archives can be made. */
  ready: boolean
}
/** Circles closed for so long that their journals may go. */
export const dueCirclesQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['retention', 'due', cursor],
    queryFn: ({ signal }) => request<DuePage>(`${SEALS}/due${query({ cursor, limit: 25 })}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })

/** Sealed, archived and purged journals, newest first. */
export const retentionsQuery = ({ state, cursor }: { state: RetentionState | undefined; cursor: string | undefined }) =>
  queryOptions({
    queryKey: ['retention', 'list', state, cursor],
    queryFn: ({ signal }) => request<Page<Retention>>(`${SEALS}${query({ state, cursor, limit: 25 })}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })

/** The register: the same list as a file for a spreadsheet. */
export const retentionsFileAddress = (state: RetentionState | undefined): string => `${SEALS}.csv${query({ state })}`

/** How many purges wait for who is signed in, for the bar. */
export const purgesToApproveQuery = queryOptions({
  queryKey: ['retention', 'to-approve'],
  queryFn: ({ signal }) => request<Page<Retention>>(`${SEALS}${query({ state: 'archived', limit: 100 })}`, { signal }),
  select: ({ items }) => items.filter(({ mine }) => !mine).length,
  refetchInterval: 60_000,
})

/** One of them; read often while something is being done to it. */
export const retentionQuery = (id: string) =>
  queryOptions({
    queryKey: ['retention', 'one', id],
    queryFn: ({ signal }) => request<Retention>(at(id), { signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'sealed' || data?.state === 'purging' ? 2_000 : 30_000),
  })

/** What sealing the journal of a circle would take away, and the seal that it has. */
export const retentionPreviewQuery = (circle: string) =>
  queryOptions({
    queryKey: ['retention', 'circle', circle],
    queryFn: ({ signal }) => request<RetentionPreview>(ofCircle(circle), { signal }),
  })

export const sealJournal = (circle: string, body: { ground: RetentionGround; reason: string }): Promise<Retention> =>
  request(ofCircle(circle), { method: 'POST', body })

/** Of the archive that was read about: refused when it was made anew since. */
export const approvePurge = ({ id, version }: Retention, reason: string): Promise<Retention> =>
  request(at(id, '/approval'), { method: 'POST', body: { reason }, version })
/** Whatever became of the archive meanwhile: it goes. */
export const liftSeal = ({ id }: Retention, reason: string): Promise<Retention> =>
  request(at(id, '/lifting'), { method: 'POST', body: { reason } })

export const retryArchive = (id: string): Promise<Retention> => request(at(id, '/archive'), { method: 'POST', body: {} })

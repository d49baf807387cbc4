import { queryOptions } from '@tanstack/react-query'
import type { Job, Overview, Platform } from 'bridge/contract'
import { type Page, request } from './request.ts'

const PLATFORM = '/api/v1/platform'

/** Each part with its version and processes. */
export const platformQuery = queryOptions({
  queryKey: ['platform'],
  queryFn: ({ signal }) => request<Platform>(PLATFORM, { signal }),
  refetchInterval: 10_000,
})

/** Trends of thirty days, and what is not settled. */
export const overviewQuery = queryOptions({
  queryKey: ['platform', 'overview'],
  queryFn: ({ signal }) => request<Overview>(`${PLATFORM}/overview`, { signal }),
  refetchInterval: 60_000,
})

/** Work that lasts: quick while something runs, calm at rest. */
export const jobsQuery = queryOptions({
  queryKey: ['platform', 'jobs'],
  queryFn: ({ signal }) => request<Page<Job>>(`${PLATFORM}/jobs`, { signal }),
  refetchInterval: ({ state }) => (state.data?.items.some((job) => job.state === 'running') === true ? 2_000 : 10_000),
})

export const cancelJob = ({ kind, id, reason }: { kind: Job['kind']; id: string; reason: string }): Promise<{ cancelled: boolean }> =>
  request(`${PLATFORM}/jobs/${kind}/${encodeURIComponent(id)}/cancellation`, { method: 'POST', body: { reason } })

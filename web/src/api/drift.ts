import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Drift, DriftCause } from 'bridge/contract'
import { type Page, query, request } from './request.ts'

const DRIFT = '/api/v1/drift'
export interface DriftPage extends Page<Drift> {
  total: number
  causes: DriftCause[]
}

/** What is out of step; an empty cause is what is being worked on. */
export const driftQuery = (filter: { cause: string | undefined; cursor: string | undefined }) =>
  queryOptions({
    queryKey: ['drift', filter],
    queryFn: ({ signal }) => request<DriftPage>(`${DRIFT}${query({ limit: 50, ...filter })}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  })

export const driftFileAddress = (filter: { cause: string | undefined }): string => `${DRIFT}.csv${query(filter)}`

export type ToRepair = { rooms: { kind: Drift['kind']; ref: string }[] } | { cause: string }
export const repair = (what: ToRepair): Promise<{ queued: number }> => request(`${DRIFT}/repairs`, { method: 'POST', body: what })

import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AuditEvent, ChainCheck, ChainState, Readable, Readers } from 'bridge/contract'
import { type Page, query, request } from './request.ts'

const AUDIT = '/api/v1/audit'

export interface EventFilter {
  search?: string | undefined
  kind?: string | undefined
  personId?: string | undefined
  circleId?: string | undefined
  structureId?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

export const auditEventsQuery = (filter: EventFilter & { cursor?: string | undefined }) =>
  queryOptions({
    queryKey: ['audit', 'events', filter],
    queryFn: ({ signal }) => request<Page<AuditEvent>>(`${AUDIT}/events${query({ limit: 25, ...filter })}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  })
/** Followed by the browser itself: a file of any size passes through no memory of the page. */
export const auditExportAddress = (filter: EventFilter): string => `${AUDIT}/export${query({ ...filter })}`

export const chainQuery = queryOptions({
  queryKey: ['audit', 'chain'],
  queryFn: ({ signal }) => request<ChainState>(`${AUDIT}/chain`, { signal }),
  refetchInterval: ({ state }) => (state.data?.lastCheck?.finishedAt === null ? 1_000 : 60_000),
})
export const askChainCheck = (): Promise<ChainCheck> => request(`${AUDIT}/chain/checks`, { method: 'POST' })

export interface ReadersAsked {
  circleId?: string | undefined
  structureId?: string | undefined
  message?: string | undefined
  file?: string | undefined
  at?: string | undefined
  from?: string | undefined
  to?: string | undefined
}
export const readersQuery = (asked: ReadersAsked | undefined) =>
  queryOptions({
    queryKey: ['audit', 'readers', asked],
    queryFn: ({ signal }) => request<Readers>(`/api/v1/readers${query({ ...asked })}`, { signal }),
    enabled: asked !== undefined,
    retry: false,
  })
export const readersDocumentAddress = (asked: ReadersAsked): string => `/api/v1/readers/document${query({ ...asked })}`
export const readableQuery = (person: string | undefined, at: string | undefined) =>
  queryOptions({
    queryKey: ['audit', 'readable', person, at],
    queryFn: ({ signal }) => request<Readable>(`/api/v1/people/${encodeURIComponent(person ?? '')}/readable${query({ at })}`, { signal }),
    enabled: person !== undefined,
    retry: false,
  })

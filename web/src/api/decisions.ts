import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Decision, Simulation, SimulationBody } from 'bridge/contract'
import { type Page, query, request } from './request.ts'

export interface DecisionFilter {
  allowed?: boolean | undefined
  code?: string | undefined
  question?: string | undefined
  personId?: string | undefined
  circleId?: string | undefined
  structureId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  cursor?: string | undefined
}

export const decisionsQuery = (filter: DecisionFilter) =>
  queryOptions({
    queryKey: ['decisions', filter],
    queryFn: ({ signal }) => request<Page<Decision>>(`/api/v1/decisions${query({ limit: 25, ...filter })}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  })

/** The same list as a file for a spreadsheet. */
export const decisionsFileAddress = (filter: Omit<DecisionFilter, 'cursor'>): string => `/api/v1/decisions.csv${query({ ...filter })}`

export type Asked = (typeof SimulationBody)['_zod']['input']

/** Nothing is done by it, so it is asked like a page that is read. */
export const simulationQuery = (asked: Asked | undefined) =>
  queryOptions({
    queryKey: ['simulation', asked],
    queryFn: ({ signal }) => request<Simulation>('/api/v1/decisions/simulate', { method: 'POST', body: asked ?? {}, signal }),
    enabled: asked !== undefined,
    staleTime: 0,
    retry: false,
  })

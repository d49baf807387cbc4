import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { CanaryReport, CanaryRun } from 'bridge/contract'
import { type Page, query, request } from './request.ts'

const RUNS = '/api/v1/canary/runs'

/** Quick while one is under way, calm at rest. */
const pace = (underWay: boolean): number => (underWay ? 1_000 : 30_000)

export const canaryRunsQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['canary', 'runs', cursor],
    queryFn: ({ signal }) => request<Page<CanaryRun>>(`${RUNS}${query({ limit: 25, cursor })}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => pace(state.data?.items.some(({ finishedAt }) => finishedAt === null) === true),
  })

export const canaryReportQuery = (id: string) =>
  queryOptions({
    queryKey: ['canary', 'run', id],
    queryFn: ({ signal }) => request<CanaryReport>(`${RUNS}/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.finishedAt === null ? pace(true) : false),
  })

export const askCanaryRun = (): Promise<CanaryRun> => request(RUNS, { method: 'POST' })

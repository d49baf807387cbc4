import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Movement } from 'bridge/contract'
import { type Page, query, request } from './request.ts'

export interface MovementsAsked {
  circleId?: string | undefined
  structureId?: string | undefined
  personId?: string | undefined
  source?: string | undefined
  from?: string | undefined
  to?: string | undefined
  pending?: boolean | undefined
  cursor?: string | undefined
  limit?: number | undefined
}
/** The same list as a file for a spreadsheet. */
export const movementsFileAddress = ({ cursor: _cursor, limit: _limit, ...asked }: MovementsAsked): string =>
  `/api/v1/movements.csv${query(asked)}`
/** Who was said to be where, newest first, and how far rooms are with it. */
export const movementsQuery = (asked: MovementsAsked) =>
  queryOptions({
    queryKey: ['movements', asked],
    queryFn: ({ signal }) => request<Page<Movement>>(`/api/v1/movements${query({ limit: 25, ...asked })}`, { signal }),
    placeholderData: keepPreviousData,
  })

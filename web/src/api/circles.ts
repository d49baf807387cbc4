import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Circle, CircleStatus, Member, MemberBody, RoomState } from 'bridge/contract'
import { type Page, query, request } from './request.ts'

const at = (id: string, below = '') => `/api/v1/circles/${encodeURIComponent(id)}${below}`
const memberAt = (id: string, personId: string) => at(id, `/members/${encodeURIComponent(personId)}`)

export interface CircleFilter {
  search?: string | undefined
  status?: CircleStatus | undefined
  outOfStep?: boolean | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

export const circlesQuery = (filter: CircleFilter) =>
  queryOptions({
    queryKey: ['circles', filter],
    queryFn: ({ signal }) => request<Page<Circle>>(`/api/v1/circles${query({ limit: 25, ...filter })}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })

/** The same list as a file for a spreadsheet. */
export const circlesFileAddress = (filter: Omit<CircleFilter, 'cursor' | 'limit'>): string => `/api/v1/circles.csv${query({ ...filter })}`

export const circleQuery = (id: string) =>
  queryOptions({
    queryKey: ['circle', id],
    queryFn: ({ signal }) => request<Circle>(at(id), { signal }),
  })

export const circleStateQuery = (id: string) =>
  queryOptions({
    queryKey: ['circle', id, 'state'],
    queryFn: ({ signal }) => request<RoomState>(at(id, '/state'), { signal }),
    staleTime: 0,
  })

/** Memberships of all time: past, under way and to come. */
export const membershipsQuery = (id: string) =>
  queryOptions({
    queryKey: ['circle', id, 'memberships'],
    queryFn: ({ signal }) => request<Page<Member>>(at(id, '/members?at=all'), { signal }),
  })

export type NewMember = (typeof MemberBody)['_zod']['input']

export const putMember = (id: string, personId: string, body: NewMember): Promise<Member> =>
  request(memberAt(id, personId), { method: 'PUT', body })

/** Ends what one source says; what other sources say still holds. */
export const endMember = (id: string, personId: string, source: string, reason: string): Promise<void> =>
  request(memberAt(id, personId) + query({ source, reason }), { method: 'DELETE' })

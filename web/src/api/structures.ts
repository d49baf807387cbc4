import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  Circle,
  Employed,
  Employment,
  EmploymentBody,
  StaffEmployment,
  Structure,
  StructureGiven,
  StructureState,
  Substitution,
} from 'bridge/contract'
import { type Page, query, request } from './request.ts'

/** Structures whose name looks like this. */
export const structuresQuery = (search: string) =>
  queryOptions({
    queryKey: ['structures', search],
    queryFn: ({ signal }) => request<Page<Structure>>(`/api/v1/structures${query({ search, limit: 20 })}`, { signal }),
    enabled: search.length >= 2,
    placeholderData: keepPreviousData,
  })

export const structureQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['structure', id],
    queryFn: ({ signal }) => request<Structure>(`/api/v1/structures/${encodeURIComponent(id ?? '')}`, { signal }),
    enabled: id !== undefined,
  })

export interface StructureFilter {
  search: string | undefined
  kind: string | undefined
  dac: boolean | undefined
  cursor: string | undefined
}
/** The same list as a file for a spreadsheet. */
export const structuresFileAddress = (filter: Omit<StructureFilter, 'cursor'>): string => `/api/v1/structures.csv${query({ ...filter })}`
export const structureListQuery = (filter: StructureFilter) =>
  queryOptions({
    queryKey: ['structures', 'list', filter],
    queryFn: ({ signal }) => request<Page<Structure>>(`/api/v1/structures${query({ limit: 25, ...filter })}`, { signal }),
    placeholderData: keepPreviousData,
  })
/** What structures are, each once. */
export const structureKindsQuery = queryOptions({
  queryKey: ['structures', 'kinds'],
  queryFn: ({ signal }) => request<{ items: string[] }>('/api/v1/structure-kinds', { signal }),
  staleTime: 60_000,
})

const at = (id: string, below = '') => `/api/v1/structures/${encodeURIComponent(id)}${below}`
/** The rooms of its team, wanted and actual side by side. */
export const structureStateQuery = (id: string) =>
  queryOptions({
    queryKey: ['structure', id, 'state'],
    queryFn: ({ signal }) => request<StructureState>(at(id, '/state'), { signal }),
    refetchInterval: ({ state }) => (state.data?.rooms.some(({ inStep }) => !inStep) === true ? 3_000 : 30_000),
  })

const pages = <Item>(queryKey: readonly string[], path: string, values: Record<string, string | number>) =>
  infiniteQueryOptions({
    queryKey: [...queryKey, values],
    queryFn: ({ pageParam, signal }) => request<Page<Item>>(`${path}${query({ ...values, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  })
export const staffQuery = (id: string, when: Employed) =>
  pages<StaffEmployment>(['structure', id, 'staff'], at(id, '/employments'), { when, limit: 25 })
/** Circles for which it answers. */
export const circlesOfQuery = (id: string) => pages<Circle>(['structure', id, 'circles'], '/api/v1/circles', { structureId: id, limit: 10 })
export const substitutionsOfQuery = (id: string) =>
  pages<Substitution>(['structure', id, 'substitutions'], at(id, '/substitutions'), { limit: 10 })

export type GivenStructure = (typeof StructureGiven)['_zod']['input']
/** `version`: which one was read; none of a new one. */
export const putStructure = (id: string, body: GivenStructure, version?: number): Promise<Structure> =>
  request(at(id), { method: 'PUT', body, ...(version === undefined ? {} : { version }) })
const employmentAt = (id: string, personId: string) =>
  `/api/v1/people/${encodeURIComponent(personId)}/employments/${encodeURIComponent(id)}`
export type NewEmployment = (typeof EmploymentBody)['_zod']['input']
export const putEmployment = (id: string, personId: string, body: NewEmployment): Promise<Employment> =>
  request(employmentAt(id, personId), { method: 'PUT', body })
/** Ends what one source says; what other sources say still holds. */
export const endEmployment = (id: string, personId: string, source: string, reason: string): Promise<void> =>
  request(employmentAt(id, personId) + query({ source, reason }), { method: 'DELETE' })

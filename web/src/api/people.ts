import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  Absence,
  DepartureDone,
  Employment,
  ErrorAnswer,
  OwnCircle,
  Person,
  PersonGiven,
  PersonStatus,
  Session,
} from 'bridge/contract'
import { type Page, query, request } from './request.ts'

/** People whose name looks like this; those who may still enter a circle only. */
export const peopleQuery = (search: string) =>
  queryOptions({
    queryKey: ['people', search],
    queryFn: ({ signal }) => request<Page<Person>>(`/api/v1/people${query({ search, status: 'active', limit: 8 })}`, { signal }),
    enabled: search.length >= 2,
    placeholderData: keepPreviousData,
  })

/** Whoever they are, departed ones included. */
export const everybodyQuery = (search: string) =>
  queryOptions({
    queryKey: ['people', 'all', search],
    queryFn: ({ signal }) => request<Page<Person>>(`/api/v1/people${query({ search, limit: 8 })}`, { signal }),
    enabled: search.length >= 2,
    placeholderData: keepPreviousData,
  })

export const personQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['person', id],
    queryFn: ({ signal }) => request<Person>(`/api/v1/people/${encodeURIComponent(id ?? '')}`, { signal }),
    enabled: id !== undefined,
  })

const at = (id: string, below = '') => `/api/v1/people/${encodeURIComponent(id)}${below}`

/** A page of the registry's people. */
export const registryQuery = (filter: { search: string | undefined; status: PersonStatus | undefined; cursor: string | undefined }) =>
  queryOptions({
    queryKey: ['people', 'registry', filter],
    queryFn: ({ signal }) => request<Page<Person>>(`/api/v1/people${query({ limit: 25, ...filter })}`, { signal }),
    placeholderData: keepPreviousData,
  })
/** The same list as a file for a spreadsheet. */
export const peopleFileAddress = (filter: { search: string | undefined; status: PersonStatus | undefined }): string =>
  `/api/v1/people.csv${query({ ...filter })}`
export const employmentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id, 'employments'],
    queryFn: ({ signal }) => request<Page<Employment>>(at(id, '/employments'), { signal }),
  })
/** Where they are now, by the names of the patients. */
export const circlesOfQuery = (id: string, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['person', id, 'circles', cursor],
    queryFn: ({ signal }) => request<Page<OwnCircle>>(at(id, `/circles${query({ limit: 25, cursor })}`), { signal }),
    placeholderData: keepPreviousData,
  })
export const sessionsOfQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id, 'sessions'],
    queryFn: ({ signal }) => request<Page<Session>>(at(id, '/sessions'), { signal }),
  })
export const endSessionsOf = (id: string, reason: string): Promise<void> =>
  request(at(id, `/sessions${query({ reason })}`), { method: 'DELETE' })

export type GivenPerson = (typeof PersonGiven)['_zod']['input']
/** The whole person: what is left out is not kept. `version`: which one was read. */
export const putPerson = (id: string, body: GivenPerson, version: number): Promise<Person> =>
  request(at(id), { method: 'PUT', body, version })
export const departFrom = (id: string, reason: string): Promise<DepartureDone> =>
  request(at(id, '/departure'), { method: 'POST', body: { reason } })

/** When they are away; null: they are not. */
export const absenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id, 'absence'],
    queryFn: async ({ signal }) => {
      const found = await request<Absence | ErrorAnswer>(at(id, '/absence'), { signal, alsoFine: [404] })
      return 'from' in found ? found : null
    },
  })

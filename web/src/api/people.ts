import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Person } from 'bridge/contract'
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

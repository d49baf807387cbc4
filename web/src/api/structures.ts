import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Structure } from 'bridge/contract'
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

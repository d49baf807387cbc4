import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Contact, OwnDocument, OwnLiaison } from 'bridge/contract'
import { own } from './kept-session.ts'
import { fetchFile } from './media.ts'
import { type Page, query } from './request.ts'

export const at = (structure: string): string => `/api/v1/structures/${encodeURIComponent(structure)}`

export const liaisonQuery = (structure: string) =>
  queryOptions({
    queryKey: ['own', 'liaison', structure],
    queryFn: ({ signal }) => own<OwnLiaison>(`/api/v1/people/me/liaison/${encodeURIComponent(structure)}`, { signal }),
    staleTime: 30_000,
  })

export const muteLiaison = (structure: string, muted: boolean): Promise<void> =>
  own(`/api/v1/people/me/mutes/liaison/${encodeURIComponent(structure)}`, {
    method: muted ? 'PUT' : 'DELETE',
    ...(muted ? { body: {} } : {}),
  })

/** By pages, under one key for each search. */
export const pages = <Item>(queryKey: readonly unknown[], path: string, values: Parameters<typeof query>[0], limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['own', ...queryKey, values],
    queryFn: ({ pageParam, signal }) => own<Page<Item>>(`${path}${query({ ...values, limit, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })

/** The active people who work there, whose name or profession holds the words. */
export const contactsQuery = (structure: string, search: string) =>
  pages<Contact>(['contacts', structure], `${at(structure)}/contacts`, { search })

/** A few of them, for the search of everything. */
export const contactSearchQuery = (structure: string, words: string) =>
  queryOptions({
    queryKey: ['own', 'contacts', structure, 'some', words],
    queryFn: async ({ signal }) =>
      (await own<Page<Contact>>(`${at(structure)}/contacts${query({ search: words, limit: 6 })}`, { signal })).items,
    enabled: words.length >= 2,
    staleTime: 60_000,
  })

export const fetchCard = (structure: string, person: string): Promise<Blob> =>
  fetchFile(`${at(structure)}/contacts/${encodeURIComponent(person)}/vcard`, new AbortController().signal)

export interface DocumentFilter {
  search?: string
  circleId?: string
  type?: string
  depositor?: string
  /** Instants. */
  from?: string
  to?: string
}
/** Files of the journals that the person may read. */
export const ownDocumentsQuery = (filter: DocumentFilter) =>
  pages<OwnDocument>(['documents', 'all'], '/api/v1/people/me/documents', { ...filter })

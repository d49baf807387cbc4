import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Correspondent, Counts, OwnCircle, OwnCircleDetail, OwnDocument, Profile } from 'bridge/contract'
import { own, ownAll } from './kept-session.ts'
import { type Page, query } from './request.ts'

export const profileQuery = queryOptions({
  queryKey: ['own', 'profile'],
  queryFn: ({ signal }) => own<Profile>('/api/v1/people/me/profile', { signal }),
  staleTime: 300_000,
})

/** What is unread, as the service's own index has it: the badges of the frame in one question. */
export const countsQuery = queryOptions({
  queryKey: ['own', 'counts'],
  queryFn: ({ signal }) => own<Counts>('/api/v1/people/me/counts', { signal }),
  staleTime: 10_000,
})

/** All of them, a page after the other: they are put in order by what is new, which this device knows. */
export const ownCirclesQuery = queryOptions({
  queryKey: ['own', 'circles'],
  queryFn: ({ signal }) => ownAll<OwnCircle>('/api/v1/people/me/circles', signal),
  staleTime: 30_000,
})

export const ownCircleQuery = (id: string) =>
  queryOptions({
    queryKey: ['own', 'circles', id],
    queryFn: ({ signal }) => own<OwnCircleDetail>(`/api/v1/people/me/circles/${encodeURIComponent(id)}`, { signal }),
    staleTime: 30_000,
  })

export const correspondentsQuery = (words: string) =>
  queryOptions({
    queryKey: ['own', 'correspondents', words],
    queryFn: async ({ signal }) =>
      (await own<{ items: Correspondent[] }>(`/api/v1/people/me/correspondents${query({ search: words, limit: 8 })}`, { signal })).items,
    enabled: words.length >= 2,
    staleTime: 60_000,
  })

/** Those of them who can be written to: others are absent from the answer. */
export const correspondentsByIdQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['own', 'correspondents', 'by-id', ...ids],
    queryFn: async ({ signal }) =>
      (
        await own<{ items: Correspondent[] }>(`/api/v1/people/me/correspondents${query({ ids: ids.join(','), limit: 50 })}`, {
          signal,
        })
      ).items,
    enabled: ids.length > 0,
    staleTime: 60_000,
  })

export const muteJournal = (circle: string, muted: boolean): Promise<void> =>
  own(`/api/v1/people/me/mutes/journals/${encodeURIComponent(circle)}`, {
    method: muted ? 'PUT' : 'DELETE',
    ...(muted ? { body: {} } : {}),
  })

/** Files of the journals that the person may read, whose name holds the words. */
export const documentSearchQuery = (words: string) =>
  queryOptions({
    queryKey: ['own', 'documents', 'search', words],
    queryFn: async ({ signal }) =>
      (await own<Page<OwnDocument>>(`/api/v1/people/me/documents${query({ search: words, limit: 6 })}`, { signal })).items,
    enabled: words.length >= 2,
    staleTime: 30_000,
  })

export interface JournalDocuments {
  readonly circleId: string
  readonly search: string
  readonly type: string | undefined
}
/** Files of one journal, the newest first. */
export const journalDocumentsQuery = ({ circleId, search, type }: JournalDocuments) =>
  infiniteQueryOptions({
    queryKey: ['own', 'documents', 'of', circleId, search, type],
    queryFn: ({ signal, pageParam: cursor }) =>
      own<Page<OwnDocument>>(`/api/v1/people/me/documents${query({ circleId, search, type, cursor: cursor ?? undefined, limit: 60 })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    // While words are typed the lines stay, but never those of another journal.
    placeholderData: (before, asked) => (asked?.queryKey[3] === circleId ? before : undefined),
    staleTime: 10_000,
  })

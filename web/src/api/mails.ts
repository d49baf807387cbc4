import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Mail, MailBody, MailRead, WholeMail } from 'bridge/contract'
import { own } from './kept-session.ts'
import { countsQuery } from './own.ts'
import { type Page, query } from './request.ts'

export type Folder = 'received' | 'sent'
export interface MailFilter {
  readonly folder: Folder
  readonly search: string
  readonly unreadOnly: boolean
}
export const mailsQuery = ({ folder, search, unreadOnly }: MailFilter) =>
  infiniteQueryOptions({
    queryKey: ['own', 'mails', 'list', folder, search, unreadOnly],
    queryFn: ({ signal, pageParam: cursor }) =>
      own<Page<Mail>>(
        `/api/v1/people/me/mails${query({ folder, search, unread: unreadOnly ? true : undefined, cursor: cursor ?? undefined, limit: 30 })}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    // While words are typed the lines stay, but never those of the other folder.
    placeholderData: (before, asked) => (asked?.queryKey[3] === folder ? keepPreviousData(before) : undefined),
    // What is on its way is told as soon as it is there; the rest comes with the news of the rooms, or at the latest a minute after.
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isWaiting)) === true ? 2_000 : 60_000),
  })
const isWaiting = ({ state }: Mail): boolean => state === 'waiting'

const at = (id: string, below = '') => `/api/v1/people/me/mails/${encodeURIComponent(id)}${below}`

export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['own', 'mails', 'one', id],
    queryFn: ({ signal }) => own<WholeMail>(at(id), { signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && isWaiting(state.data) ? 2_000 : false),
  })

export type NewMail = (typeof MailBody)['_zod']['input']

/** The same key again sends nothing, and gives the same mail. */
export const sendMail = (body: NewMail): Promise<Mail> => own('/api/v1/people/me/mails', { method: 'POST', body })

export const markMail = (id: string, read: boolean): Promise<MailRead> => own(at(id, '/read'), { method: 'PUT', body: { read } })

/** After one was read, or marked as unread: the lists, and what is counted of them. */
export const askMailsAgain = (queries: QueryClient) =>
  Promise.all([['own', 'mails'], countsQuery.queryKey].map((queryKey) => queries.invalidateQueries({ queryKey })))

/** Received and sent ones whose subject or people hold the words. */
export const mailSearchQuery = (words: string) =>
  queryOptions({
    queryKey: ['own', 'mails', 'search', words],
    queryFn: async ({ signal }) => {
      const folders = await Promise.all(
        (['received', 'sent'] as const).map((folder) =>
          own<Page<Mail>>(`/api/v1/people/me/mails${query({ folder, search: words, limit: 5 })}`, { signal }),
        ),
      )
      return folders.flatMap(({ items }) => items)
    },
    enabled: words.length >= 2,
    staleTime: 30_000,
  })

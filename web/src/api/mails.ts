import { queryOptions } from '@tanstack/react-query'
import type { Mail } from 'bridge/contract'
import { own } from './kept-session.ts'
import { type Page, query } from './request.ts'

export interface MailCounts {
  received: number
  unread: number
  sent: number
  waiting: number
  failed: number
}
export const mailCountsQuery = queryOptions({
  queryKey: ['own', 'mails', 'counts'],
  queryFn: ({ signal }) => own<MailCounts>('/api/v1/people/me/mail-counts', { signal }),
  staleTime: 10_000,
})

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

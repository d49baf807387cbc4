import { queryOptions } from '@tanstack/react-query'
import { own } from './kept-session.ts'

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

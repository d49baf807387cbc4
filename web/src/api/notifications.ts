import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ExampleTold, Notification, Preferences, PreferencesBody } from 'bridge/contract'
import { own } from './kept-session.ts'
import { type Page, query } from './request.ts'

const MINE = '/api/v1/people/me'

export interface NotificationFilter {
  unread: boolean
  cursor: string | undefined
}
export const notificationsQuery = ({ unread, cursor }: NotificationFilter) =>
  queryOptions({
    queryKey: ['own', 'notifications', { unread, cursor }],
    queryFn: ({ signal }) =>
      own<Page<Notification>>(`${MINE}/notifications${query({ limit: 30, unread: unread ? 'true' : undefined, cursor })}`, { signal }),
    placeholderData: keepPreviousData,
  })

/** This one and all those before it. */
export const readNotifications = (upTo: string): Promise<void> => own(`${MINE}/notifications/read`, { method: 'POST', body: { upTo } })

export const preferencesQuery = queryOptions({
  queryKey: ['own', 'preferences'],
  queryFn: ({ signal }) => own<Preferences>(`${MINE}/preferences`, { signal }),
  // What somebody is changing does not change under their hands: they are told at the end.
  refetchOnWindowFocus: false,
})

export const putPreferences = ({ version, body }: { version: number; body: PreferencesBody }): Promise<Preferences> =>
  own(`${MINE}/preferences`, { method: 'PUT', body, version })

export const tellExample = (): Promise<ExampleTold> => own(`${MINE}/notifications/test`, { method: 'POST', body: {} })

export const hearAgain = (kind: 'journals' | 'liaison', id: string): Promise<void> =>
  own(`${MINE}/mutes/${kind}/${encodeURIComponent(id)}`, { method: 'DELETE' })

import { queryOptions } from '@tanstack/react-query'
import type { Absence, AccessLinkState, Session } from 'bridge/contract'
import { own, ownAll } from './kept-session.ts'
import { Refused, request } from './request.ts'

const MINE = '/api/v1/people/me'

export const sessionsQuery = queryOptions({
  queryKey: ['own', 'sessions'],
  queryFn: ({ signal }) => ownAll<Session>(`${MINE}/sessions`, signal),
})
export const endSession = (session: string): Promise<void> => own(`${MINE}/sessions/${encodeURIComponent(session)}`, { method: 'DELETE' })
export const endOtherSessions = (): Promise<void> => own(`${MINE}/sessions?keep=current`, { method: 'DELETE' })

export const changePassword = (change: { present: string; password: string }): Promise<void> =>
  own(`${MINE}/password`, { method: 'PUT', body: change })

/** The absence that is or comes; null when there is none. */
export const absenceQuery = queryOptions({
  queryKey: ['own', 'absence'],
  queryFn: async ({ signal }) => {
    try {
      return await own<Absence>(`${MINE}/absence`, { signal })
    } catch (error) {
      if (error instanceof Refused && error.answer?.code === 'ABSENCE_UNKNOWN') return null
      throw error
    }
  },
  staleTime: 60_000,
})
export const putAbsence = (absence: { from: string; until: string; replacement?: string }): Promise<Absence> =>
  own(`${MINE}/absence`, { method: 'PUT', body: absence })
export const endAbsence = (): Promise<void> => own(`${MINE}/absence`, { method: 'DELETE' })

/** The links of who cannot sign in yet: nobody has to say who they are. The token travels in a body, never in an address. */
export const askAccessLink = (identifier: string): Promise<void> =>
  request('/api/v1/access-links', { method: 'POST', body: { identifier } })
export const accessLinkQuery = (token: string) =>
  queryOptions({
    queryKey: ['access-link', token],
    queryFn: ({ signal }) => request<AccessLinkState>('/api/v1/access-links/check', { method: 'POST', body: { token }, signal }),
    enabled: token !== '',
    staleTime: Infinity,
  })
export const choosePassword = (choice: { token: string; password: string }): Promise<void> =>
  request('/api/v1/access-links/use', { method: 'POST', body: choice })

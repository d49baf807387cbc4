import type { Member, Person, RoomState } from 'bridge/contract'
import { when } from '../../ui/membership.ts'

export interface AccessFacts {
  person: Person
  /** Theirs alone, whatever the time. */
  periods: readonly Member[]
  state: RoomState
  now: Date
}

/** Why somebody does not read a journal, the first thing to put right first; or that they do. */
export type AccessCause =
  | { cause: 'reads' | 'departed' | 'suspended' | 'never' | 'banned' | 'entering' | 'leaving' }
  | { cause: 'no-account' | 'failing'; error: string | null }
  | { cause: 'ended' | 'coming'; period: Member }

export function accessCause({ person, periods, state, now }: AccessFacts): AccessCause {
  const row = state.members.find(({ personId }) => personId === person.id)
  const current = periods.filter((period) => when(period, now) === 'current')
  if (row?.wanted === true && row.actual === 'join') return { cause: 'reads' }
  if (person.status !== 'active') return { cause: person.status }
  if (current.length === 0) {
    if (row?.actual === 'join') return { cause: 'leaving' }
    const coming = earliest(periods.filter((period) => when(period, now) === 'future'))
    if (coming !== undefined) return { cause: 'coming', period: coming }
    const last = periods.toSorted((a, b) => Date.parse(b.end ?? '') - Date.parse(a.end ?? '')).at(0)
    return last === undefined ? { cause: 'never' } : { cause: 'ended', period: last }
  }
  if (person.account.state !== 'ready') return { cause: 'no-account', error: person.account.error ?? null }
  if (row?.actual === 'ban') return { cause: 'banned' }
  const error = row?.error ?? state.lastError?.message ?? null
  return error === null ? { cause: 'entering' } : { cause: 'failing', error }
}
const earliest = (periods: readonly Member[]) => periods.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start)).at(0)

/** What puts it right. */
export type AccessRemedy = 'add' | 'repair' | 'person' | 'none'
export function remedyOf({ cause }: AccessCause): AccessRemedy {
  switch (cause) {
    case 'never':
    case 'ended':
    case 'coming':
      return 'add'
    case 'banned':
    case 'entering':
    case 'failing':
    case 'leaving':
    case 'no-account':
      return 'repair'
    case 'departed':
    case 'suspended':
      return 'person'
    case 'reads':
      return 'none'
  }
}

import type { Member } from 'bridge/contract'

export type When = 'past' | 'current' | 'future'

export function when({ start, end }: Pick<Member, 'start' | 'end'>, now: Date): When {
  if (end !== null && new Date(end) <= now) return 'past'
  return new Date(start) > now ? 'future' : 'current'
}

/** "Nadia BENALI", as the homeserver shows people. */
export const memberName = ({ givenName, familyName }: { givenName: string; familyName: string }): string =>
  `${givenName} ${familyName.toLocaleUpperCase('fr')}`

import type { Person } from '../../bridge/src/contract.ts'
import { readablePassword } from './passwords.ts'
import type { RegistryApi } from './registry-api.ts'
import { type Session, signIn } from './session.ts'
import { waitFor } from './wait-for.ts'

export interface Account {
  readonly personId: string
  readonly name: string
  readonly userId: string
  readonly password: string
  /** The profession, in words. */
  readonly role: string
  /** Name of the structure; empty when none. */
  readonly structure: string
  readonly admin: boolean
}

/**
 * The account of somebody of the registry, with the password of an earlier run or a new one. Ends their sessions.
 * Throws when the homeserver has not made the account within a minute.
 */
export async function openAccount(api: RegistryApi, id: string, structure: string, known: Account | undefined): Promise<Account> {
  const person = await waitFor(
    () => api.get<Person>(`/people/${id}`),
    ({ account }) => account.state === 'ready',
    ({ givenName, familyName, account }) =>
      `Le compte de ${givenName} ${familyName} n’a pas pu être ouvert : ${account.error ?? 'le serveur de messagerie ne l’a pas encore créé'}.`,
  )
  const password = known?.password ?? readablePassword()
  await api.put(`/people/${id}/password`, { password })
  return {
    personId: id,
    name: `${person.givenName} ${person.familyName.toLocaleUpperCase('fr')}`,
    userId: person.userId,
    password,
    role: person.profession,
    structure,
    admin: person.administrator,
  }
}

/** Opens each session once and closes all of them at the end. */
export function openSessions(baseUrl: string, accounts: readonly Account[]) {
  const sessions = new Map<string, Promise<Session>>()
  return {
    of(personId: string): Promise<Session> {
      const account = accounts.find((one) => one.personId === personId)
      if (account === undefined) throw new Error(`${personId} n’a pas de compte : il ne peut rien écrire.`)
      const session = sessions.get(personId) ?? signIn(baseUrl, account.userId, account.password)
      sessions.set(personId, session)
      return session
    },
    async close(): Promise<void> {
      const opened = await Promise.allSettled(sessions.values())
      await Promise.allSettled(opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value.signOut()] : [])))
    },
  }
}
export type Sessions = ReturnType<typeof openSessions>

import type { Person, PersonStatus } from 'bridge/contract'
import type { GivenPerson } from '../../api/people.ts'

export const ROLES = ['none', 'auditor', 'support'] as const
export const isOneOf = <Value extends string>(known: readonly Value[], value: string): value is Value => known.some((one) => one === value)

/** Who leaves for good does so by an act of its own, which ends what they have. */
export const statusesFrom = ({ status }: Person): readonly PersonStatus[] =>
  status === 'departed' ? ['departed', 'active'] : ['active', 'suspended']

/** What the form of a professional shows of them. */
export const valuesOf = ({ givenName, familyName, profession, rpps, email, telephone, status, consoleRole }: Person) => ({
  givenName,
  familyName,
  profession,
  rpps: rpps ?? '',
  email: email ?? '',
  telephone: telephone ?? '',
  status,
  consoleRole: consoleRole ?? ('none' as const),
  reason: '',
})

/** The whole person, as the registry takes them: what the form does not show stays as it was read. Left empty: there is none. */
export function bodyOf(read: Person, values: ReturnType<typeof valuesOf>): GivenPerson {
  const { id: _id, userId: _userId, account: _account, version: _version, consoleRole: _role, ...kept } = read
  const { consoleRole, status } = values
  const written = (name: 'rpps' | 'email' | 'telephone') => values[name].trim() || undefined
  return {
    ...kept,
    givenName: values.givenName.trim(),
    familyName: values.familyName.trim(),
    profession: values.profession.trim(),
    rpps: written('rpps'),
    email: written('email'),
    telephone: written('telephone'),
    status,
    ...(consoleRole === 'none' ? {} : { consoleRole }),
    reason: values.reason.trim(),
  }
}

import { fullName, listed } from '../names.ts'

/** What an announced event carries: the words as they were when it happened. */
export interface Told {
  readonly givenName: string
  readonly familyName: string
  readonly profession: string
  /** Structures that employ the person at that time. */
  readonly structures: readonly string[]
  readonly role: string
  readonly formerRole: string | null
  readonly by: string
  readonly reason: string | null
}
/** How one kind of event is told, for one or for several people whom the same act concerned. */
export interface Notice {
  readonly type: string
  readonly fr: (told: readonly Told[]) => string
}
export const notice = (type: string, fr: Notice['fr']): Notice => ({ type, fr })

/** "Nadia BENALI (Infirmière libérale, Cabinet des Tilleuls)". */
export const withRole = (told: Told): string => `${fullName(told)} (${[told.role, ...told.structures].join(', ')})`
export const people = (told: readonly Told[], say: (one: Told) => string = withRole): string => listed(told.map(say))
export const verb = (told: readonly Told[], one: string, several: string): string => (told.length === 1 ? one : several)

/** " à la demande de Portail (motif : relais)". */
export function byWhom(told: readonly Told[]): string {
  const [first] = told
  if (first === undefined) return ''
  return ` à la demande de ${first.by}${first.reason === null || first.reason === '' ? '' : ` (motif : ${first.reason})`}`
}

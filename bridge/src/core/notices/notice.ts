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
  /** For whom they came, or were there, when it was not in their own right; until which day. */
  readonly replaces: { readonly name: string; readonly until: string } | null
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

/** Those who come or go for others are told of as such, each alone, after the others. */
export function apart(
  told: readonly Told[],
  plain: (told: readonly Told[]) => string,
  replacing: (one: Told, replaces: NonNullable<Told['replaces']>) => string,
): string {
  const own = told.filter(({ replaces }) => replaces === null)
  const others = told.flatMap((one) => (one.replaces === null ? [] : [replacing(one, one.replaces)]))
  return [...(own.length === 0 ? [] : [plain(own)]), ...others].join(' ')
}
/** "Nadia BENALI (Infirmière) remplace Yann GARÇON jusqu’au 15 décembre 2026 à la demande de Portail." */
export const comesFor = (one: Told, { name, until }: NonNullable<Told['replaces']>): string =>
  `${withRole(one)} remplace ${name} jusqu’au ${until}${byWhom([one])}.`
export const goesFor = (one: Told, { name }: NonNullable<Told['replaces']>): string =>
  `${fullName(one)} ne remplace plus ${name}${byWhom([one])}.`

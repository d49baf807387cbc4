/** Somebody, as far as they are named. */
export interface Named {
  readonly id: string
  readonly givenName: string
  readonly familyName: string
}
/** "Nadia BENALI": how a professional is called everywhere. */
export const fullName = ({ givenName, familyName }: { givenName: string; familyName: string }): string =>
  `${givenName} ${familyName.toLocaleUpperCase('fr')}`

/** The display name of a Matrix account. `called`: of one that is no professional's. */
export const displayName = (person: { givenName: string; familyName: string; profession: string; called?: string | undefined }): string =>
  person.called ?? `${fullName(person)} — ${person.profession}`
/** How people see the account of another system. */
export const serviceName = (name: string): string => `${name} (service)`

/** "marie.le-goff" from « Marie LE GOFF »: what the Matrix specification allows, readable, without accents. */
export function localpartFrom(givenName: string, familyName: string): string {
  const plain = (words: string) =>
    words
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/œ/giu, 'oe')
      .replace(/æ/giu, 'ae')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
  return (
    [plain(givenName), plain(familyName)]
      .filter((part) => part !== '')
      .join('.')
      .slice(0, 80) || 'professionnel'
  )
}

/** "A, B et C". */
export const listed = (names: readonly string[], and = 'et'): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`

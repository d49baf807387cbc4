const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
/** Shorter ones are in any text: « Li », « Zoé ». */
const TELLING = 4

/** Whether it is what somebody who knows the person would try first. */
export function tellsWho(
  password: string,
  who: {
    readonly givenName: string
    readonly familyName: string
    readonly localpart: string
    readonly userId: string
    readonly email?: string | undefined
  },
): boolean {
  const given = folded(password.trim())
  const names = folded(`${who.givenName} ${who.familyName}`).split(/[^\p{L}\p{N}]+/u)
  const identifiers = [who.localpart, who.userId, who.email ?? ''].map(folded)
  return names.some((name) => name.length >= TELLING && given.includes(name)) || identifiers.includes(given)
}

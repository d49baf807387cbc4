import { createHash, randomBytes } from 'node:crypto'

const CHANCE = 12
const proof = (chance: string, person: string): string =>
  createHash('sha256').update(`${chance}\n${person}`).digest().subarray(0, 15).toString('base64url')

/**
 * The name of a mail that somebody sends, known before its event is. It holds whose it is: nobody else can give theirs to a message of
 * their own, not even when the index is made anew from the rooms.
 */
export function newMailId(person: string): string {
  const chance = randomBytes(9).toString('base64url')
  return `${chance}${proof(chance, person)}`
}
export const isMailIdOf = (id: string, person: string): boolean =>
  id.length === CHANCE + 20 && id.slice(CHANCE) === proof(id.slice(0, CHANCE), person)

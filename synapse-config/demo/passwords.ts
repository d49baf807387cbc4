import { randomInt } from 'node:crypto'

const CONSONANTS = 'bcdfgjklmnprstvz'
const VOWELS = 'aeiou'
const letter = (from: string): string => from.charAt(randomInt(from.length))
const syllable = (): string => letter(CONSONANTS) + letter(VOWELS)

/** Five pronounceable groups and two digits, such as "bado-kemu-tira-nosi-vulo-47": about 70 bits, easy to copy by eye. */
export function readablePassword(): string {
  const groups = Array.from({ length: 5 }, () => syllable() + syllable())
  return `${groups.join('-')}-${randomInt(10, 100)}`
}

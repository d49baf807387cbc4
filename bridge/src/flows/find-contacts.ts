import type { Known } from '../core/commands/command.ts'
import { wordsOf } from '../core/commands/words.ts'
import type { PersonId } from '../core/ids.ts'
import { dayWords } from '../core/when-words.ts'
import { listContacts } from '../db/contacts.ts'
import { listWorkplaces } from '../db/profile.ts'
import type { World } from './world.ts'

const MOST_TOLD = 10

/** The colleagues of a person, in each structure where they work now, who answer to the words after « contacts ». */
export async function findContacts(
  { db, now, zone, serverName }: Pick<World, 'db' | 'now' | 'zone' | 'serverName'>,
  person: string,
  text: string,
): Promise<Known['contacts']> {
  const places = await listWorkplaces(db, person as PersonId, now())
  if (places.length === 0) return null
  const search = wordsOf(text).slice(1).join(' ')
  const pages = await Promise.all(
    places.map(async ({ id, name }) => {
      const { items, next } = await listContacts(db, id, { search, limit: MOST_TOLD, but: person }, serverName, now())
      return { next, items: items.map((contact) => ({ ...contact, structure: name })) }
    }),
  )
  // Who works with them in two places is told once, with the first.
  const first = pages.toReversed().flatMap(({ items }) => items)
  const found = [...new Map(first.map((one) => [one.personId, one])).values()].toSorted(
    (a, b) => a.familyName.localeCompare(b.familyName, 'fr') || a.givenName.localeCompare(b.givenName, 'fr'),
  )
  return {
    items: found.slice(0, MOST_TOLD).map(({ absence, ...one }) => ({
      ...one,
      // An absence ends at an instant, often midnight: its last day is the one before.
      awayUntil: absence === null ? null : dayWords(new Date(Date.parse(absence.until) - 1), zone),
    })),
    more: found.length > MOST_TOLD || pages.some(({ next }) => next !== null),
  }
}

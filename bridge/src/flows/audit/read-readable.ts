import type { Readable } from '../../contract.ts'
import { clipped, grantsOf } from '../../core/could-read.ts'
import { Fault } from '../../core/faults.ts'
import type { PersonId } from '../../core/ids.ts'
import { fullName } from '../../core/names.ts'
import * as record from '../../db/audit/could-read.ts'
import { findPerson } from '../../db/people.ts'
import type { World } from '../world.ts'
import { chainNow, replacedIn, toPlace, toShown } from './shown-grants.ts'

/** Everything that one person could read at an instant. Throws PERSON_UNKNOWN, NOT_YET. */
export async function readReadable(world: World, id: PersonId, given: string | undefined): Promise<Readable> {
  const { db, serverName, now } = world
  const person = await findPerson(db, id, serverName)
  if (person === undefined) throw new Fault('PERSON_UNKNOWN')
  const present = now()
  const at = given === undefined ? present : new Date(given)
  if (at > present) throw new Fault('NOT_YET', 'at')
  // What came after that instant says until when it lasted.
  const facts = await record.listFactsAbout(db, id, present)
  const statuses = (await record.listStatusFacts(db, [id], present)).get(id) ?? []
  const instant = { from: at, to: new Date(at.getTime() + 1) }
  const found = [...Map.groupBy(facts, ({ place }) => `${place.scope} ${place.ref}`).values()].flatMap((own) => {
    // Whole, not clipped: from when to when is what is asked.
    const grants = grantsOf(own, statuses).filter((grant) => clipped(grant, instant).length > 0)
    return own[0] === undefined || grants.length === 0 ? [] : [{ place: own[0].place, grants }]
  })
  const replaced = await replacedIn(
    db,
    found.flatMap(({ grants }) => grants),
  )
  const names = await record.listPlaceNames(
    db,
    found.map(({ place }) => place),
  )
  return {
    person: { id, name: fullName(person), profession: person.profession },
    at: at.toISOString(),
    places: found
      .filter(({ place }) => place.scope === 'circle' || names.has(`staff ${place.ref}`))
      .map(({ place, grants }) => ({ place: toPlace(place, names), grants: grants.map((grant) => toShown(place, grant, replaced)) }))
      .toSorted((a, b) => a.place.kind.localeCompare(b.place.kind) || (a.place.name ?? '').localeCompare(b.place.name ?? '', 'fr')),
    conversations: isOpenAt(statuses, at) ? await record.countConversations(db, id, at) : 0,
    chain: await chainNow(db),
  }
}
const isOpenAt = (statuses: readonly { at: Date; active: boolean }[], at: Date): boolean =>
  statuses.findLast((status) => status.at <= at)?.active ?? true

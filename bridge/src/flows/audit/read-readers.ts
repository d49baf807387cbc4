import type { Reader, Readers, ReadersQuery } from '../../contract.ts'
import { type Grant, type Span, clipped, grantsOf, union } from '../../core/could-read.ts'
import { Fault } from '../../core/faults.ts'
import type { PersonId } from '../../core/ids.ts'
import { mediaIdOf } from '../../core/media.ts'
import { fullName } from '../../core/names.ts'
import * as record from '../../db/audit/could-read.ts'
import type { Db } from '../../db/connect.ts'
import { listPersonWords } from '../../db/people.ts'
import type { World } from '../world.ts'
import { type Place, type Shown, chainNow, dates, replacedIn, toPlace, toShown } from './shown-grants.ts'

/**
 * Who could read, from when to when and by what right, from what was recorded. One of circleId, structureId, message and file; at an instant,
 * or over a time. Throws ASK_ABOUT_ONE, CIRCLE_UNKNOWN, NO_ROOMS_OF_ITS_OWN, MESSAGE_UNKNOWN, FILE_UNKNOWN, END_BEFORE_START, NOT_YET.
 */
export async function readReaders(world: World, query: ReadersQuery): Promise<Readers> {
  const { db } = world
  const now = world.now()
  const asked = windowOf(query, now)
  const { place, thing } = await findAsked(world, query)
  const [within] = thing === null ? [asked] : clipped(asked, { from: thing.saidAt, to: thing.deletedAt })
  const people = within === undefined ? [] : await readersOf(db, place, { within, now })
  return {
    place: toPlace(place, place.scope === 'mail' ? new Map<string, string>() : await record.listPlaceNames(db, [place])),
    from: query.at ?? query.from ?? null,
    to: (query.at === undefined ? until(asked) : new Date(query.at)).toISOString(),
    thing: thing && { saidAt: thing.saidAt.toISOString(), deletedAt: thing.deletedAt?.toISOString() ?? null },
    people,
    exports:
      within === undefined || place.scope !== 'circle'
        ? []
        : (await record.listDownloads(db, place.ref, within.from, until(within))).map(({ id, at, by, person }) => ({
            at: at.toISOString(),
            by,
            personId: person as PersonId | null,
            eventId: id,
          })),
    chain: await chainNow(db),
  }
}

/** An instant is a span of a millisecond. Until now at the latest: who will be able to read is not known. */
function windowOf({ at, from, to }: ReadersQuery, now: Date): Span {
  const [start, present] = [new Date(at ?? from ?? 0), new Date(now.getTime() + 1)]
  if (start >= present) throw new Fault('NOT_YET', at === undefined ? 'from' : 'at')
  const end = at === undefined ? new Date(to ?? present) : new Date(start.getTime() + 1)
  if (end <= start) throw new Fault('END_BEFORE_START', 'to')
  return { from: start, to: end < present ? end : present }
}
const until = ({ to }: Span): Date => to ?? new Date()

async function findAsked(world: World, query: ReadersQuery): Promise<{ place: Place; thing: record.Thing | null }> {
  const { circleId, structureId, message, file } = query
  const given = [circleId, structureId, message, file].filter((one) => one !== undefined)
  if (given.length !== 1) throw new Fault('ASK_ABOUT_ONE', 'circleId')
  if (message !== undefined || file !== undefined) return findThing(world, { message, file })
  const place: record.PlaceRef = circleId === undefined ? { scope: 'staff', ref: String(structureId) } : { scope: 'circle', ref: circleId }
  if ((await record.listPlaceNames(world.db, [place])).size === 0)
    throw new Fault(place.scope === 'circle' ? 'CIRCLE_UNKNOWN' : 'NO_ROOMS_OF_ITS_OWN')
  return { place, thing: null }
}

async function findThing(
  { db, serverName }: World,
  { message, file }: { message: string | undefined; file: string | undefined },
): Promise<{ place: Place; thing: record.Thing }> {
  const media = file === undefined ? null : mediaIdOf(file, serverName)
  const thing = message === undefined ? await record.findFile(db, media ?? '') : await record.findMessage(db, message)
  const room = thing && (await record.findPlaceOfRoom(db, thing.kind, thing.ref))
  if (thing === undefined || room === undefined || !isAsked(room))
    throw new Fault(message === undefined ? 'FILE_UNKNOWN' : 'MESSAGE_UNKNOWN')
  return { place: room, thing }
}
const isAsked = (room: { scope: string; ref: string }): room is Place => ['circle', 'staff', 'mail'].includes(room.scope)

/** What is asked about, and until when anything is known. */
interface Window {
  readonly within: Span
  readonly now: Date
}
async function readersOf(db: Db, place: Place, window: Window): Promise<Reader[]> {
  const grants = place.scope === 'mail' ? await mailGrants(db, place.ref, window) : await placeGrants(db, place, window)
  const words = await listPersonWords(db, [...grants.keys()])
  return [...grants]
    .map(([personId, shown]) => {
      const known = words.get(personId)
      return {
        personId: personId as PersonId,
        name: known === undefined ? personId : fullName(known),
        profession: known?.profession ?? '',
        spans: union(shown.map(({ from, to }) => ({ from: new Date(from), to: to === null ? null : new Date(to) }))).map(dates),
        grants: shown,
      }
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
}

async function placeGrants(db: Db, place: record.PlaceRef, window: Window): Promise<Map<string, Shown[]>> {
  const end = until(window.within)
  const facts = Map.groupBy(await record.listFactsOf(db, place, end), ({ person }) => person)
  const statuses = await record.listStatusFacts(db, [...facts.keys()], end)
  const found = [...facts].map(([person, own]) => [person, inside(grantsOf(own, statuses.get(person) ?? []), window)] as const)
  const replaced = await replacedIn(
    db,
    found.flatMap(([, grants]) => grants),
  )
  return new Map(
    found
      .filter(([, grants]) => grants.length > 0)
      .map(([person, grants]) => [person, grants.map((grant) => toShown(place, grant, replaced))]),
  )
}
/** What lies within the window; what still lasts now has no end. */
const inside = (grants: readonly Grant[], { within, now }: Window): Grant[] =>
  grants.flatMap((grant) =>
    clipped(grant, within).map((one) =>
      one.to !== null && one.to > now && (grant.to === null || grant.to > now) ? { ...one, to: null } : one,
    ),
  )

async function mailGrants(db: Db, mail: string, window: Window): Promise<Map<string, Shown[]>> {
  const grants = (await record.listCorrespondents(db, mail)).flatMap(({ person, from, to }) =>
    inside([{ from, to, source: 'messagerie', by: '', role: '', reason: null, event: '0' }], window).map((grant) => ({
      person,
      grant,
    })),
  )
  return new Map(
    [...Map.groupBy(grants, ({ person }) => person)].map(([person, own]) => [
      person,
      own.map(({ grant }) => ({
        ...dates(grant),
        provenance: 'mail' as const,
        source: grant.source,
        askedBy: null,
        role: null,
        replaces: null,
        reason: null,
        eventId: null,
      })),
    ]),
  )
}

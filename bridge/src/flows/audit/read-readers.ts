import type { Readable, ReadablePlace, Reader, Readers, ReadersQuery } from '../../contract.ts'
import { type Grant, type Span, clipped, grantsOf, union } from '../../core/could-read.ts'
import { Fault } from '../../core/faults.ts'
import type { CircleId, PersonId, StructureId } from '../../core/ids.ts'
import { fullName } from '../../core/names.ts'
import { mediaIdOf } from '../../core/media.ts'
import * as record from '../../db/audit/could-read.ts'
import type { Db } from '../../db/connect.ts'
import { readHead } from '../../db/event-chain.ts'
import { findPerson } from '../../db/people.ts'
import type { World } from '../world.ts'

type Place = record.PlaceRef | { readonly scope: 'mail'; readonly ref: string }
type Shown = Reader['grants'][number]
/** The source of periods that follow from a substitution (flows/substitutions/derive-substitutes.ts). */
const SUBSTITUTION = /^remplacement-(\d{1,18})$/

/**
 * Who could read, from when to when and by what right, from what was recorded. One of circleId, structureId, message and file; at an instant,
 * or over a time. Throws ASK_ABOUT_ONE, CIRCLE_UNKNOWN, NO_ROOMS_OF_ITS_OWN, MESSAGE_UNKNOWN, FILE_UNKNOWN, END_BEFORE_START.
 */
export async function readReaders(world: World, query: ReadersQuery): Promise<Readers> {
  const { db } = world
  const now = world.now()
  const asked = windowOf(query, now)
  const { place, thing } = await findAsked(world, query)
  const window = thing === null ? [asked] : clipped(asked, { from: thing.saidAt, to: thing.deletedAt })
  const [within] = window
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
    chain: await chainNow(world),
  }
}

/** An instant is a span of a millisecond. Until now at the latest: what is to come is not known. */
function windowOf({ at, from, to }: ReadersQuery, now: Date): Span {
  const start = new Date(at ?? from ?? 0)
  const end = at === undefined ? (to === undefined ? new Date(now.getTime() + 1) : new Date(to)) : new Date(start.getTime() + 1)
  if (end <= start) throw new Fault('END_BEFORE_START', 'to')
  return { from: start, to: end }
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
  const names = await record.listNames(db, [...grants.keys()])
  return [...grants]
    .map(([personId, shown]) => ({
      personId: personId as PersonId,
      name: names.get(personId)?.name ?? personId,
      profession: names.get(personId)?.profession ?? '',
      spans: union(shown.map(({ from, to }) => ({ from: new Date(from), to: to === null ? null : new Date(to) }))).map(({ from, to }) => ({
        from: from.toISOString(),
        to: to?.toISOString() ?? null,
      })),
      grants: shown,
    }))
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

const dates = ({ from, to }: Span) => ({ from: from.toISOString(), to: to?.toISOString() ?? null })
type Replaced = Awaited<ReturnType<typeof record.listReplacedBy>>
const replacedIn = (db: Db, grants: readonly Grant[]): Promise<Replaced> =>
  record.listReplacedBy(
    db,
    grants.flatMap(({ source }) => SUBSTITUTION.exec(source)?.[1] ?? []),
  )

function toShown({ scope }: record.PlaceRef, grant: Grant, replaced: Replaced): Shown {
  const substitution = SUBSTITUTION.exec(grant.source)?.[1]
  const whom = replaced.get(substitution ?? '')
  return {
    ...dates(grant),
    provenance: substitution === undefined ? (scope === 'circle' ? 'membership' : 'employment') : 'substitution',
    source: grant.source,
    askedBy: grant.by,
    role: grant.role,
    replaces: whom === undefined ? null : { personId: whom.personId as PersonId, name: whom.name },
    reason: grant.reason,
    eventId: grant.event,
  }
}

/** Everything that one person could read at an instant. Throws PERSON_UNKNOWN. */
export async function readReadable(world: World, id: PersonId, given: string | undefined): Promise<Readable> {
  const { db, serverName, now } = world
  const person = await findPerson(db, id, serverName)
  if (person === undefined) throw new Fault('PERSON_UNKNOWN')
  const at = given === undefined ? now() : new Date(given)
  const facts = await record.listFactsAbout(db, id, at)
  const statuses = (await record.listStatusFacts(db, [id], at)).get(id) ?? []
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
    chain: await chainNow(world),
  }
}
const isOpenAt = (statuses: readonly { at: Date; active: boolean }[], at: Date): boolean =>
  statuses.findLast((status) => status.at <= at)?.active ?? true

async function chainNow({ db }: World): Promise<Readers['chain']> {
  const { lastId, hash } = await readHead(db)
  return { lastId, hash: hash.toString('hex') }
}

function toPlace(place: Place, names: ReadonlyMap<string, string>): ReadablePlace {
  const kind = ({ circle: 'journal', staff: 'staff', mail: 'mail' } as const)[place.scope]
  return {
    kind,
    circleId: place.scope === 'circle' ? (place.ref as CircleId) : null,
    structureId: place.scope === 'staff' ? (place.ref as StructureId) : null,
    name: names.get(`${place.scope} ${place.ref}`) ?? null,
  }
}

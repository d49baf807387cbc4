import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Difference, SnapshotBody } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { CircleId, PersonId } from '../core/ids.ts'
import { fullName } from '../core/names.ts'
import { type Ending, type Period, type Placement, endPeriods, placePeriod } from '../core/periods.ts'
import { dayNumbers } from '../core/when-words.ts'
import { bumpCircle } from '../db/circles.ts'
import { BULK } from '../db/jobs.ts'
import { holdPeople } from '../db/people.ts'
import { listPeriodsOfSource, writeEnding, writePlacement } from '../db/periods.ts'
import type { Schema } from '../db/schema.ts'
import { periodEvent } from './period-event.ts'
import { lockPlace } from './place-period.ts'
import { settle } from './settle-membership.ts'
import type { Asked, World } from './world.ts'

type Step = { person: PersonId; done: Exclude<Placement, { change: 'none' }> | Ending }

/**
 * The whole membership as one source sees it: who is listed is placed, who is not leaves now. All of it or nothing.
 * Other sources keep whom they hold. With `dryRun`, the difference is told and nothing changes.
 * Throws EMPTY_SNAPSHOT when the list is empty and somebody would leave, unless that was confirmed.
 */
export async function replaceMembers(
  { db, now, serverName, zone }: World,
  id: CircleId,
  body: z.infer<typeof SnapshotBody>,
  options: { dryRun: boolean; confirmEmpty: boolean },
  asked: Asked,
): Promise<Difference> {
  return db.transaction().execute(async (trx) => {
    const where = { scope: 'circle', ref: id } as const
    const { closed } = await lockPlace(trx, where, asked)
    const existing = await listPeriodsOfSource(trx, where, asked.source)
    const { names, departed } = await getPeople(trx, body, existing, serverName)
    const at = now()
    const of = (person: PersonId) => existing.filter((period) => period.person === person)

    const listed = new Set(body.members.map(({ personId }) => personId))
    const placements = body.members.flatMap(({ personId, role, start, end }, index): Step[] => {
      const asks = {
        role,
        start: start === undefined ? undefined : new Date(start),
        end: end === undefined || end === null ? null : new Date(end),
      }
      const done = placeAt(index, () => placePeriod(of(personId), asks, at))
      if (done.change === 'none') return []
      if (departed.has(personId)) throw new Fault('PERSON_DEPARTED', `members[${index}].personId`)
      return [{ person: personId, done }]
    })
    const gone = [...new Set(existing.map(({ person }) => person))].filter((person) => !listed.has(person))
    const endings = gone.flatMap((person): Step[] => endPeriods(of(person), at).map((done) => ({ person, done })))

    if (body.members.length === 0 && endings.length > 0 && !options.confirmEmpty) throw new Fault('EMPTY_SNAPSHOT', 'members')
    const joining = placements.findIndex(({ done }) => done.change === 'insert')
    if (closed && joining >= 0) throw new Fault('CIRCLE_IS_CLOSED')

    const steps = [...endings, ...placements]
    const difference = { dryRun: options.dryRun, changes: steps.map((step) => inWords(step, names.get(step.person) ?? step.person, zone)) }
    if (options.dryRun || steps.length === 0) return difference

    for (const { person, done } of steps)
      if (done.change === 'insert' || done.change === 'update') await writePlacement(trx, where, person, done, asked, body.reason)
      else await writeEnding(trx, where, done, asked, body.reason)
    await bumpCircle(trx, id)
    const events = steps.map(({ person, done }) => periodEvent(where, person, done, body.reason))
    await settle(trx, where, { ...asked, priority: asked.priority + BULK }, at, events)
    return difference
  })
}

/** A fault of one row names that row. */
function placeAt(index: number, place: () => Placement): Placement {
  try {
    return place()
  } catch (error) {
    throw error instanceof Fault ? new Fault(error.code, `members[${index}].${error.path ?? 'personId'}`) : error
  }
}

async function getPeople(
  trx: Transaction<Schema>,
  body: z.infer<typeof SnapshotBody>,
  existing: readonly { person: PersonId }[],
  serverName: string,
): Promise<{ names: Map<PersonId, string>; departed: Set<PersonId> }> {
  const found = await holdPeople(
    trx,
    [...new Set([...body.members.map(({ personId }) => personId), ...existing.map(({ person }) => person)])],
    serverName,
  )
  const names = new Map(found.map((person) => [person.id, fullName(person)]))
  const seen = new Set<string>()
  for (const [index, { personId }] of body.members.entries()) {
    if (seen.has(personId)) throw new Fault('TWICE_IN_SNAPSHOT', `members[${index}].personId`)
    seen.add(personId)
    if (!names.has(personId)) throw new Fault('REFERENCE_UNKNOWN', `members[${index}].personId`)
  }
  return { names, departed: new Set(found.filter(({ status }) => status === 'departed').map(({ id }) => id)) }
}

function inWords({ person, done }: Step, name: string, zone: string): Difference['changes'][number] {
  const role = 'period' in done ? done.period.role : done.before.role
  switch (done.change) {
    case 'insert':
      return { personId: person, name, change: 'added', words: `${name} entre dans le cercle de soins (${role}).` }
    case 'update':
      return { personId: person, name, change: 'changed', words: `${name} : ${changeInWords(done.before, done.period, zone)}.` }
    case 'end':
      return { personId: person, name, change: 'ended', words: `${name} quitte le cercle de soins.` }
    case 'cancel':
      return { personId: person, name, change: 'cancelled', words: `L’arrivée prévue de ${name} est annulée.` }
  }
}

function changeInWords(before: Period, after: Period, zone: string): string {
  const dates = ({ start, end }: Period) => `du ${dayNumbers(start, zone)} ${end === null ? 'sans fin' : `au ${dayNumbers(end, zone)}`}`
  const sameDates = before.start.getTime() === after.start.getTime() && before.end?.getTime() === after.end?.getTime()
  return [...(before.role === after.role ? [] : [`${before.role} → ${after.role}`]), ...(sameDates ? [] : [dates(after)])].join(', ')
}

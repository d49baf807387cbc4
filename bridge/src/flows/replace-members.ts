import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Difference, SnapshotBody } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { CircleId, PersonId } from '../core/ids.ts'
import { fullName } from '../core/names.ts'
import type { Period } from '../core/periods.ts'
import { type Step, snapshotSteps } from '../core/snapshot-steps.ts'
import { dayNumbers } from '../core/when-words.ts'
import { bumpCircle } from '../db/circles.ts'
import { BULK } from '../db/jobs.ts'
import { holdPeople } from '../db/people.ts'
import { listPeriodsOfSource, writeEnding, writePlacement } from '../db/periods.ts'
import type { Schema } from '../db/schema.ts'
import { tryWithBrake, withBrake } from './brake/with-brake.ts'
import { periodEvent } from './period-event.ts'
import { lockPlace } from './place-period.ts'
import { settle } from './settle-membership.ts'
import type { Asked, World } from './world.ts'

type Snapshot = z.infer<typeof SnapshotBody>
type Changes = Difference['changes']

/**
 * The whole membership as one source sees it: who is listed is placed, who is not leaves now. All of it or nothing.
 * Other sources keep whom they hold. With `dryRun`, the difference is told, with whether the brake would hold it, and nothing changes.
 * Throws EMPTY_SNAPSHOT when the list is empty and somebody would leave, unless that was confirmed.
 */
export async function replaceMembers(
  world: World,
  circle: CircleId,
  body: Snapshot,
  { dryRun, confirmEmpty }: { dryRun: boolean; confirmEmpty: boolean },
  asked: Asked,
): Promise<Difference> {
  const input = { kind: 'members.replace', circle, body, confirmEmpty } as const
  const act: Parameters<typeof withBrake<Changes>>[3] = (trx, by) => replaceMembersIn(trx, world, input, by)
  if (!dryRun) return { dryRun, changes: await withBrake(world, input, asked, act), held: null }
  const { answer: changes, held } = await tryWithBrake(world, input.kind, asked, act)
  return { dryRun, changes, held }
}

/** The same, with whatever else the transaction writes. */
export async function replaceMembersIn(
  trx: Transaction<Schema>,
  { now, serverName, zone }: World,
  { circle, body, confirmEmpty }: { circle: CircleId; body: Snapshot; confirmEmpty: boolean },
  asked: Asked,
): Promise<Changes> {
  const where = { scope: 'circle', ref: circle } as const
  const { closed, sealed } = await lockPlace(trx, where, asked)
  const existing = await listPeriodsOfSource(trx, where, asked.source)
  const { names, departed } = await getPeople(trx, body, existing, serverName)
  const at = now()
  const mayNot = (person: PersonId) => (departed.has(person) ? ('PERSON_DEPARTED' as const) : undefined)
  const { endings, placements } = snapshotSteps(existing, body.members, at, mayNot)

  if (body.members.length === 0 && endings.length > 0 && !confirmEmpty) throw new Fault('EMPTY_SNAPSHOT', 'members')
  if (sealed && placements.length > 0) throw new Fault('CIRCLE_SEALED')
  const joining = placements.findIndex(({ done }) => done.change === 'insert')
  if (closed && joining >= 0) throw new Fault('CIRCLE_IS_CLOSED')

  const steps = [...endings, ...placements]
  if (steps.length === 0) return []
  for (const { person, done } of steps)
    if (done.change === 'insert' || done.change === 'update') await writePlacement(trx, where, person, done, asked, body.reason)
    else await writeEnding(trx, where, done, asked, body.reason)
  await bumpCircle(trx, circle)
  const events = steps.map(({ person, done }) => periodEvent(where, person, done, body.reason))
  await settle(trx, where, { ...asked, priority: asked.priority + BULK }, at, events)
  return steps.map((step) => inWords(step, names.get(step.person) ?? step.person, zone))
}

async function getPeople(
  trx: Transaction<Schema>,
  body: Snapshot,
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

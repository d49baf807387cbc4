import type { Transaction } from 'kysely'
import type { CircleId, StructureId } from '../core/ids.ts'
import { type Transition, nextChange, transitions } from '../core/presence.ts'
import { lockCircle } from '../db/circles.ts'
import type { NewEvent } from '../db/events.ts'
import { placeOf, recordEvents } from '../db/events.ts'
import { BULK, NORMAL, URGENT, addJob } from '../db/jobs.ts'
import { type PersonWords, listPersonWords } from '../db/people.ts'
import { type Where, deletePresent, listBelongings, listEmployers, listPresent, setNextChange, setPresent } from '../db/periods.ts'
import { notifyAccessEnded } from '../db/readers.ts'
import { ensureJournalSpaces, queueJournalSpaces, queueJournalSpacesOf } from '../db/room-neighbours.ts'
import { queueRooms } from '../db/rooms.ts'
import type { Schema } from '../db/schema.ts'
import { lockStructure } from '../db/structures.ts'
import { type Replaced, listReplaced } from '../db/substitutions/records.ts'
import { deriveSubstitutes } from './substitutions/derive-substitutes.ts'
import { tallyPlace } from './brake/tally-endings.ts'
import { isCircleChange, queueCircleChanges } from './tell-circle-changes.ts'
import type { Asked, World } from './world.ts'

const TYPES = { circle: 'member', staff: 'staff' } as const

/**
 * Draws the consequences of what the registry says now about a circle or a staff: who came, who went, whose role
 * changed is recorded, the rooms are queued, and a timer is set for the next change by the calendar. Called by
 * every flow that writes periods, as its last act, and by the timer. `events` are those of the caller, recorded first.
 * The row of the circle or structure must be locked.
 */
export async function settle(
  trx: Transaction<Schema>,
  where: Where,
  asked: Asked,
  now: Date,
  events: readonly NewEvent[] = [],
  touched = false,
): Promise<void> {
  const derived = await deriveSubstitutes(trx, where, now)
  const all = await listBelongings(trx, where)
  const before = await listPresent(trx, where)
  const changes = transitions(all, before, now)
  tallyPlace(asked, where, { before, all, events, now })
  const next = nextChange(all, now)

  for (const change of changes)
    if (change.change === 'left') await deletePresent(trx, where, change.person)
    else await setPresent(trx, where, change.person, change.role, now)
  await setNextChange(trx, where, next)

  const people = changes.map(({ person }) => person)
  const words = await listPersonWords(trx, people)
  const employers = where.scope === 'circle' ? await listEmployers(trx, people, now) : new Map<string, string[]>()
  const replaced = await listReplaced(
    trx,
    changes.flatMap(({ because }) => because?.substitution ?? []),
  )
  const told = changes.map((change) =>
    toEvent(where, change, asked, {
      ...words.get(change.person),
      structures: employers.get(change.person) ?? [],
      replaces: replaced.get(change.because?.substitution ?? ''),
    }),
  )
  const batch = await recordEvents(trx, asked, now, [...events, ...derived, ...told])
  if (where.scope === 'circle' && batch !== null) await queueCircleChanges(trx, told.filter(isCircleChange), batch, now)

  await notifyAccessEnded(
    trx,
    changes.filter(({ change }) => change === 'left').map(({ person }) => person),
  )
  if (changes.length > 0 || touched) await queueWork(trx, where, changes, asked.priority, now)
  if (next !== null) await addJob(trx, 'settle', where, { key: `settle:${where.scope}:${where.ref}`, priority: NORMAL, runAt: next })
}

/** Closing access comes first, whatever the size of the queue. A newcomer's folders come after everybody's journals: there may be hundreds. */
async function queueWork(trx: Transaction<Schema>, where: Where, changes: readonly Transition[], asked: number, now: Date): Promise<void> {
  const closing = changes.some(({ change }) => change === 'left')
  const moved = changes.filter(({ change }) => change !== 'role-changed').map(({ person }) => person)
  const priority = closing ? asked + URGENT : asked
  await queueRooms(trx, where, priority, now, moved.length === 0 ? {} : { folders: closing ? priority : asked + BULK })
  if (where.scope === 'circle') return queueJournalSpaces(trx, where.ref, moved, priority, now)
  const here = changes.filter(({ change }) => change !== 'left').map(({ person }) => person)
  await ensureJournalSpaces(trx, where.ref, here)
  await queueJournalSpacesOf(trx, where.ref, moved, priority, now)
}

/** How somebody is told of: `replaces` when they came, or were, for somebody else. */
type Words = Partial<PersonWords> & { structures: string[]; replaces: Replaced | undefined }

function toEvent(where: Where, change: Transition, asked: Asked, words: Words): NewEvent {
  const { because } = change
  return {
    type: `${TYPES[where.scope]}.${change.change}`,
    ...placeOf(where),
    person: change.person,
    reason: because?.reason ?? null,
    asked: because === undefined ? asked : { source: because.source, by: because.requestedBy },
    before: 'before' in change ? { role: change.before } : null,
    after: { role: 'role' in change ? change.role : null, ...words },
  }
}

/** The hour of a start or an end has come. */
export async function settleOnTime({ db, now }: World, where: Where): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const found =
      where.scope === 'circle' ? await lockCircle(trx, where.ref as CircleId) : await lockStructure(trx, where.ref as StructureId)
    if (found !== undefined) await settle(trx, where, { source: 'calendrier', by: 'calendrier', priority: NORMAL }, now())
  })
}

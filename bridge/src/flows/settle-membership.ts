import type { Transaction } from 'kysely'
import type { CircleId, StructureId } from '../core/ids.ts'
import { type Transition, nextChange, transitions } from '../core/presence.ts'
import { lockCircle } from '../db/circles.ts'
import type { NewEvent } from '../db/events.ts'
import { placeOf, recordEvents } from '../db/events.ts'
import { NORMAL, URGENT, addJob } from '../db/jobs.ts'
import { type PersonWords, listPersonWords } from '../db/people.ts'
import { type Where, deletePresent, listBelongings, listEmployers, listPresent, setNextChange, setPresent } from '../db/periods.ts'
import { notifyAccessEnded } from '../db/readers.ts'
import { queueRooms } from '../db/rooms.ts'
import type { Schema } from '../db/schema.ts'
import { lockStructure } from '../db/structures.ts'
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
  const told = changes.map((change) => toEvent(where, change, words.get(change.person), employers.get(change.person) ?? [], asked))
  const batch = await recordEvents(trx, asked, now, [...events, ...told])
  if (where.scope === 'circle' && batch !== null) await queueCircleChanges(trx, told.filter(isCircleChange), batch, now)

  await notifyAccessEnded(
    trx,
    changes.filter(({ change }) => change === 'left').map(({ person }) => person),
  )
  // Closing access comes first, whatever the size of the queue.
  if (changes.some(({ change }) => change === 'left')) await queueRooms(trx, where, asked.priority + URGENT, now)
  else if (changes.length > 0 || touched) await queueRooms(trx, where, asked.priority, now)
  if (next !== null) await addJob(trx, 'settle', where, { key: `settle:${where.scope}:${where.ref}`, priority: NORMAL, runAt: next })
}

function toEvent(where: Where, change: Transition, words: PersonWords | undefined, structures: string[], asked: Asked): NewEvent {
  const { because } = change
  return {
    type: `${TYPES[where.scope]}.${change.change}`,
    ...placeOf(where),
    person: change.person,
    reason: because?.reason ?? null,
    asked: because === undefined ? asked : { source: because.source, by: because.requestedBy },
    before: 'before' in change ? { role: change.before } : null,
    after: { role: 'role' in change ? change.role : null, ...words, structures },
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

import type { Transaction } from 'kysely'
import type { Caller } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { decidedWords } from '../../core/held-words.ts'
import { type HeldRow, listHeldInputs, lockHeld, setDecided } from '../../db/brake/held-changes.ts'
import { lockCircle } from '../../db/circles.ts'
import { recordEvents } from '../../db/events.ts'
import { lockPerson } from '../../db/people.ts'
import type { Schema } from '../../db/schema.ts'
import { lockStructure } from '../../db/structures.ts'
import { checkVersion } from '../check-version.ts'
import { tellPersonIn } from '../tell-person.ts'
import type { Asked, World } from '../world.ts'
import { applyHeld } from './apply-held.ts'
import { HeldInput, type Subject, subjectOf } from './held-input.ts'

interface Decision {
  readonly id: string
  readonly state: 'approved' | 'rejected'
  readonly reason: string
  readonly caller: Caller
}

/**
 * An administrator approves or rejects what was stopped. Approved, it is applied as things are now in the same transaction; what has
 * become impossible is the fault that is thrown, and it goes on waiting. Safe to repeat: the same decision again changes nothing.
 * Throws HELD_UNKNOWN, HELD_NEEDS_A_PERSON, HELD_BY_ITS_AUTHOR, HELD_ALREADY_DECIDED, CHANGED_MEANWHILE and what the flow throws.
 */
export async function decideHeld(world: World, { id, state, reason, caller }: Decision, asked: Asked): Promise<void> {
  const { db, now } = world
  await db.transaction().execute(async (trx) => {
    const held = await lockHeld(trx, id)
    if (held === undefined) throw new Fault('HELD_UNKNOWN')
    if (caller.kind !== 'administrator' || caller.personId === null) throw new Fault('HELD_NEEDS_A_PERSON')
    if (held.person === caller.personId) throw new Fault('HELD_BY_ITS_AUTHOR')
    if (held.state === state) return
    if (held.state !== 'waiting') throw new Fault('HELD_ALREADY_DECIDED')
    checkVersion(asked, held)

    if (state === 'approved') await applyAll(trx, world, id)
    await setDecided(trx, id, { state, by: caller.name, at: now(), reason })
    const after = { held: id, kind: held.kind, by: held.by, source: held.source, endings: held.endings }
    await recordEvents(trx, asked, now(), [{ type: `held.${state}`, ...placeOf(held), reason, after }])
    await tellAuthor(trx, held, { state, by: caller.name, at: now() })
  })
}

async function applyAll(trx: Transaction<Schema>, world: World, id: string): Promise<void> {
  const inputs = (await listHeldInputs(trx, id)).map((row) => ({ ...row, input: HeldInput.parse(row.input) }))
  // Before the first event: its lock is the last one that anybody takes.
  await lockSubjects(
    trx,
    world,
    inputs.map(({ input }) => subjectOf(input)),
  )
  for (const { input, source, by, priority } of inputs) await applyHeld(trx, world, input, { source, by, priority })
}

/** In one order for all. */
async function lockSubjects(trx: Transaction<Schema>, { serverName }: World, subjects: readonly Subject[]): Promise<void> {
  const each = <Id extends string>(ids: readonly (Id | undefined)[]) => [...new Set(ids)].flatMap((id) => id ?? []).toSorted()
  for (const person of each(subjects.map((one) => one.person))) await lockPerson(trx, person, serverName)
  for (const circle of each(subjects.map((one) => one.circle))) await lockCircle(trx, circle)
  for (const structure of each(subjects.map((one) => one.structure))) await lockStructure(trx, structure)
}

const placeOf = ({ level, ref }: HeldRow) => (ref === null ? {} : level === 'circle' ? { circle: ref } : { structure: ref })

async function tellAuthor(
  trx: Transaction<Schema>,
  { id, person }: HeldRow,
  { state, by, at }: { state: 'approved' | 'rejected'; by: string; at: Date },
): Promise<void> {
  if (person === null) return
  const what = { key: `held:${id}:decided`, body: decidedWords(id, by, state), type: 'held.decided', about: { held: id } }
  await tellPersonIn(trx, person, what, at)
}

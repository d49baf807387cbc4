import type { Transaction } from 'kysely'
import type { Substitution, SubstitutionBody, SubstitutionChange } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import type { PersonId, StructureId } from '../../core/ids.ts'
import { type Pair, conflictOf } from '../../core/substitutions/conflict.ts'
import { inShort } from '../../core/substitutions/substitution-words.ts'
import { URGENT } from '../../db/jobs.ts'
import { lockPerson } from '../../db/people.ts'
import { isOwnStaff } from '../../db/profile.ts'
import type { Schema } from '../../db/schema.ts'
import { queueSettling } from '../../db/substitutions/derived.ts'
import {
  type SubstitutionRow,
  type SubstitutionValues,
  findSubstitution,
  insertSubstitution,
  listBetween,
  lockSubstitution,
  queueEnding,
  setSubstitution,
} from '../../db/substitutions/records.ts'
import { checkVersion } from '../check-version.ts'
import type { Asked, World } from '../world.ts'
import { closeEverywhere } from './close-everywhere.ts'
import { isOf, toSubstitution } from './read-substitutions.ts'
import { recordAndTell } from './tell-both.ts'

const LONGEST_MS = 366 * 86_400_000
type Here = Pick<World, 'db' | 'now' | 'serverName' | 'zone'>

/** One person replaces another who works in the structure. What follows in circles and staffs is the queue's, one place at a time. */
export async function recordSubstitution(
  { db, now, serverName, zone }: Here,
  structure: StructureId,
  { replacedId, replacementId, ...body }: SubstitutionBody,
  asked: Asked,
): Promise<Substitution> {
  if (replacedId === replacementId) throw new Fault('REPLACES_ONESELF', 'replacementId')
  return db.transaction().execute(async (trx) => {
    await lockBoth(trx, { replaced: replacedId, replacement: replacementId }, serverName)
    const at = now()
    if (!(await isOwnStaff(trx, structure, replacedId, at))) throw new Fault('NOT_STAFF_HERE', 'replacedId')
    const given = body.start === undefined ? at : new Date(body.start)
    const values = valuesOf(body, given < at ? at : given)
    await judge(trx, { replaced: replacedId, replacement: replacementId }, values, null, zone)

    const { by, source } = asked
    const id = await insertSubstitution(trx, { ...values, structure, replaced: replacedId, replacement: replacementId, by, source })
    const after = await getLocked(trx, id)
    await queueSettling(trx, { person: replacedId }, asked.priority, at)
    await queueEnding(trx, id, values.end)
    await recordAndTell(trx, 'added', { after }, { asked, reason: values.reason, now: at, zone })
    return toSubstitution(after, at)
  })
}

/** Other dates. What it gives beyond them ends in this transaction, what it does not give yet comes by the queue. */
export async function changeSubstitution(
  { db, now, serverName, zone }: Here,
  structure: StructureId,
  id: string,
  body: SubstitutionChange,
  asked: Asked,
): Promise<Substitution> {
  return db.transaction().execute(async (trx) => {
    const found = isOf(structure, await findSubstitution(trx, id))
    const pair = { replaced: found.replaced.id as PersonId, replacement: found.replacement.id as PersonId }
    await lockBoth(trx, pair, serverName)
    const before = isOf(structure, await lockSubstitution(trx, id))
    checkVersion(asked, before)
    const at = now()
    if (before.end <= at) throw new Fault('SUBSTITUTION_OVER')
    const start = startOf(before, body.start, at)
    const values = valuesOf(body, start)
    if (values.end <= at) throw new Fault('END_BEFORE_START', 'end')
    if (isSame(before, values)) return toSubstitution(before, at)
    await judge(trx, pair, values, id, zone)

    await setSubstitution(trx, id, values)
    const after = await getLocked(trx, id)
    // What was to come is derived anew when it begins otherwise.
    const until = before.start.getTime() === start.getTime() ? values.end : at
    const events = await closeEverywhere(
      trx,
      after,
      { circle: until, staff: values.withStructure ? until : at },
      { asked, reason: values.reason, now: at },
    )
    await queueSettling(trx, { person: pair.replaced, substitution: id }, asked.priority + URGENT, at)
    await queueEnding(trx, id, values.end)
    await recordAndTell(trx, 'changed', { before, after }, { asked, reason: values.reason, now: at, zone }, events)
    return toSubstitution(after, at)
  })
}

function valuesOf(body: { end: string; withStructure: boolean; reason?: string | undefined }, start: Date): SubstitutionValues {
  const end = new Date(body.end)
  if (end <= start) throw new Fault('END_BEFORE_START', 'end')
  if (end.getTime() - start.getTime() > LONGEST_MS) throw new Fault('SUBSTITUTION_TOO_LONG', 'end')
  return { start, end, withStructure: body.withStructure, reason: body.reason ?? null }
}
function startOf(before: SubstitutionRow, given: string | undefined, now: Date): Date {
  if (given === undefined || Date.parse(given) === before.start.getTime()) return before.start
  if (before.start <= now) throw new Fault('SUBSTITUTION_BEGAN', 'start')
  return new Date(given) < now ? now : new Date(given)
}
const isSame = (before: SubstitutionRow, { start, end, withStructure, reason }: SubstitutionValues): boolean =>
  before.start.getTime() === start.getTime() &&
  before.plannedEnd.getTime() === end.getTime() &&
  before.withStructure === withStructure &&
  before.reason === reason

/** Always in the same order; whoever else says something of one of the two waits. */
async function lockBoth(
  trx: Transaction<Schema>,
  { replaced, replacement }: { replaced: PersonId; replacement: PersonId },
  serverName: string,
) {
  const people = new Map<string, string | undefined>()
  for (const id of [replaced, replacement].toSorted()) people.set(id, (await lockPerson(trx, id, serverName))?.status)
  if (people.get(replaced) === undefined) throw new Fault('PERSON_UNKNOWN', 'replacedId')
  if (people.get(replacement) === undefined) throw new Fault('PERSON_UNKNOWN', 'replacementId')
  if (people.get(replaced) === 'departed') throw new Fault('PERSON_DEPARTED', 'replacedId')
  if (people.get(replacement) !== 'active') throw new Fault('REPLACEMENT_NOT_ACTIVE', 'replacementId')
}

async function judge(
  trx: Transaction<Schema>,
  pair: Pair,
  { start, end }: SubstitutionValues,
  except: string | null,
  zone: string,
): Promise<void> {
  const conflict = conflictOf(pair, await listBetween(trx, [pair.replaced, pair.replacement], start, end, except))
  if (conflict === undefined) return
  const path = conflict.code === 'REPLACED_REPLACES' ? 'replacedId' : 'replacementId'
  throw new Fault(conflict.code, path, [{ path: '', message: inShort(conflict.with, zone) }])
}

async function getLocked(trx: Transaction<Schema>, id: string): Promise<SubstitutionRow> {
  const found = await lockSubstitution(trx, id)
  if (found === undefined) throw new Error('a substitution that was just written is not there')
  return found
}

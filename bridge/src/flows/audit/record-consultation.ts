import { type Caller, type Route, type Scope, isOfConsole, mayDo } from '../../contract.ts'
import { type NewEvent, recordEvents } from '../../db/events.ts'
import type { World } from '../world.ts'

/** What is read with these rights tells of people. */
const PERSONAL: readonly (Scope | 'any')[] = [
  'people:read',
  'patients:read',
  'circles:read',
  'events:read',
  'decisions:read',
  'audit:read',
  'readers:read',
  'mails:read',
  'documents:read',
  'preferences:read',
]
/** Whoever answers for the platform answers for what they looked at: what is read in the console of people is recorded. */
export const isConsultation = (caller: Caller, { method, scope, tellsOf }: Pick<Route, 'method' | 'scope' | 'tellsOf'>): boolean =>
  method === 'get' && isOfConsole(caller) && (PERSONAL.includes(scope) || (tellsOf !== undefined && mayDo(caller, tellsOf)))

/** A page asks again and again for what it shows: that is one look. */
const ONE_LOOK_MS = 10 * 60_000
const REMEMBERED = 5_000
const lastLooks = new Map<string, number>()

type Words = Readonly<Record<string, unknown>>
/** Recorded before it is answered: what cannot be recorded is not shown. What was searched is not kept: it may be a patient's name. */
export async function recordConsultation(
  { db, now }: World,
  caller: Caller,
  { path, params, query }: { path: string; params: Words; query: Words },
): Promise<void> {
  const about = aboutOf(path, { ...query, ...params })
  const at = now()
  const look = JSON.stringify([caller.personId, path.split('/')[1], about, query['search'] !== undefined])
  if (at.getTime() - (lastLooks.get(look) ?? 0) < ONE_LOOK_MS) return
  const after = { address: path, readerId: caller.personId, ...(query['search'] === undefined ? {} : { searched: true }) }
  await db
    .transaction()
    .execute((trx) => recordEvents(trx, { source: caller.source, by: caller.name }, at, [{ type: 'consultation.opened', ...about, after }]))
  lastLooks.delete(look)
  lastLooks.set(look, at.getTime())
  const [oldest] = lastLooks.keys()
  if (lastLooks.size > REMEMBERED && oldest !== undefined) lastLooks.delete(oldest)
}

const SUBJECTS = { circles: 'circle', people: 'person', patients: 'patient', structures: 'structure' } as const
/** Whom or what it tells of, when that is one. */
function aboutOf(path: string, given: Words): Pick<NewEvent, 'circle' | 'person' | 'patient' | 'structure'> {
  const subject = SUBJECTS[path.split('/')[1] as keyof typeof SUBJECTS] as (typeof SUBJECTS)[keyof typeof SUBJECTS] | undefined
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : undefined)
  return {
    ...subjectIf('circle', subject === 'circle' ? text('id') : text('circleId')),
    ...subjectIf('person', subject === 'person' ? text('id') : text('personId')),
    ...subjectIf('patient', subject === 'patient' ? text('id') : text('patientId')),
    ...subjectIf('structure', subject === 'structure' ? text('id') : text('structureId')),
  }
}
const subjectIf = (name: string, id: string | undefined) => (id === undefined ? {} : { [name]: id })

import type { Circle, Employment, Member, Person } from '../../bridge/src/contract.ts'
import { CIRCLES, type DemoCircle, PERSON_KEYS, type Stay, personId } from './content.ts'
import { inParallel } from './in-parallel.ts'
import { PEOPLE, type Who } from './people.ts'
import type { RegistryApi } from './registry-api.ts'
import { STRUCTURES } from './structures.ts'

const WIDTH = 4
const DAY_MS = 86_400_000

/**
 * Structures, people, patients, circles and memberships. What is already there is left as it is, so that going on after an
 * interruption neither undoes what somebody tried meanwhile nor moves the periods by the days that have passed.
 */
export async function fillRegistry(api: RegistryApi): Promise<void> {
  const now = new Date()
  await inParallel(STRUCTURES, WIDTH, ({ id, body }) => putMissing(api, `/structures/${id}`, body))
  await inParallel(PERSON_KEYS, WIDTH, (who) => putPerson(api, who, now))
  await inParallel(CIRCLES, WIDTH, (circle) => putCircle(api, circle, now))
}

/** What may only come once everything was said: closed circles, people who left the platform. */
export async function endWhatEnds(api: RegistryApi): Promise<void> {
  await inParallel(CIRCLES, WIDTH, async (circle) => {
    if (circle.closed === undefined) return
    const { status } = await api.get<Circle>(`/circles/${circle.id}`)
    if (status === 'active') await api.put(`/circles/${circle.id}`, { ...circleBody(circle), status: 'closed', reason: circle.closed })
  })
  await inParallel(PERSON_KEYS, WIDTH, async (who) => {
    const { body } = PEOPLE[who]
    if (!('status' in body)) return
    const { status } = await api.get<Person>(`/people/${personId(who)}`)
    if (status === 'active') await api.put(`/people/${personId(who)}`, body)
  })
}

async function putMissing(api: RegistryApi, path: string, body: unknown): Promise<void> {
  if ((await api.find(path)) === undefined) await api.put(path, body)
}

async function putPerson(api: RegistryApi, who: Who, now: Date): Promise<void> {
  const path = `/people/${personId(who)}`
  const there = await api.find<Person>(path)
  if (there !== undefined && there.status !== 'active') return
  // Nobody can be placed anywhere once they have left the platform.
  if (there === undefined) await api.put(path, { ...PEOPLE[who].body, status: 'active' })

  const { items } = await api.get<{ items: Employment[] }>(`${path}/employments`)
  const employers = new Set<string>(items.map(({ structure }) => structure.id))
  for (const { at, role, ...stay } of PEOPLE[who].works)
    if (!employers.has(at)) await api.put(`${path}/employments/${at}`, { role, ...period(stay, now) })
}

const circleBody = ({ patient, structure }: DemoCircle) => ({ patientId: patient.id, structureId: structure })

async function putCircle(api: RegistryApi, circle: DemoCircle, now: Date): Promise<void> {
  await putMissing(api, `/patients/${circle.patient.id}`, circle.patient.body)
  const path = `/circles/${circle.id}`
  const there = await api.find<Circle>(path)
  if (there?.status === 'closed') return
  if (there === undefined) await api.put(path, circleBody(circle))

  const { items } = await api.get<{ items: Member[] }>(`${path}/members?at=all`)
  for (const who of new Set(circle.members.map((member) => member.who))) await putStays(api, path, circle, who, items, now)
}

/** One person's stays, oldest first, unless as many are there already. */
async function putStays(api: RegistryApi, path: string, circle: DemoCircle, who: Who, there: readonly Member[], now: Date): Promise<void> {
  const stays = circle.members.filter((member) => member.who === who)
  if (there.filter((member) => member.personId === personId(who)).length >= stays.length) return
  // Somebody who has already left the platform cannot be placed any more; their stays came before.
  const { status } = await api.get<Person>(`/people/${personId(who)}`)
  if (status === 'departed') return
  for (const { who: _who, role, ...stay } of stays) await api.put(`${path}/members/${personId(who)}`, { role, ...period(stay, now) })
}

/** Days from today become instants, at seven in the morning (UTC). */
export function period({ from, until, reason }: Stay, now: Date): { start: string; end?: string; reason?: string } {
  const instant = (days: number) => `${new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10)}T07:00:00.000Z`
  return { start: instant(from), ...(until === undefined ? {} : { end: instant(until) }), ...(reason === undefined ? {} : { reason }) }
}

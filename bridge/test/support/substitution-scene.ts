import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Substitution } from '../../src/contract.ts'
import type { MovableRegistry } from './movable-registry.ts'
import { some } from './rooms.ts'
import type { Act } from './substitution-acts.ts'

const MINUTE = 60_000
interface Lasting {
  replaced: string
  replacement: string
  withStructure: boolean
  start: Date
  end: Date
}
/** Four people, two circles, three DACs with two folders each, and what was recorded of them. */
export interface Scene {
  people: string[]
  circles: string[]
  structures: string[]
  /** What was recorded, as it was answered; one that was cancelled ends there. */
  substitutions: Map<string, Lasting>
  /** Who may be somewhere at all. */
  active: Set<string>
  /** The DAC that is responsible for a circle. */
  dacOf: Map<string, string>
}
const ROLES = ['member', 'editor', 'manager'] as const

export async function aScene(registry: MovableRegistry): Promise<Scene> {
  const names = (what: string, many: number) => Array.from({ length: many }, () => some(what))
  const [people, circles, structures] = [names('p', 4), names('c', 2), names('s', 3)]
  const scene = { people, circles, structures, substitutions: new Map(), active: new Set(people), dacOf: new Map<string, string>() }
  const { call } = registry
  for (const id of scene.people) await call('PUT', `/people/${id}`, { givenName: 'Camille', familyName: id, profession: 'Infirmière' })
  for (const id of scene.structures) await call('PUT', `/structures/${id}`, { name: id, kind: 'DAC', dac: true })
  await call('PUT', `/patients/${scene.circles[0]}`, { displayName: 'Usager' })
  for (const index of [0, 1]) await moveCircle(registry, scene, index, index)
  for (const id of scene.structures) await call('POST', `/structures/${id}/folders`, { name: 'Protocoles' })
  // Everybody can be replaced: they work somewhere, for ever.
  for (const id of scene.people) await call('PUT', `/people/${id}/employments/${scene.structures[2]}`, { role: 'member' })
  const [first, second] = scene.people
  for (const who of [first, second]) await call('PUT', `/circles/${scene.circles[0]}/members/${who}`, { role: 'rôle 0' })
  // Every room exists, so that Spaces have something to hold.
  await sql`update room set room_id = '!' || kind || '-' || ref || ':localhost' where ref = any(${[...circles, ...structures]}::text[])`.execute(
    registry.world.db,
  )
  return scene
}
async function moveCircle({ call }: MovableRegistry, { circles, structures, dacOf }: Scene, which: number, where: number): Promise<void> {
  const [circle, structure] = [circles[which] ?? '', structures[where] ?? '']
  const { status } = await call('PUT', `/circles/${circle}`, { patientId: circles[0], structureId: structure })
  if (status < 300) dacOf.set(circle, structure)
}

type During = { start: number | null; end: number | null }
const lastingFrom = (now: Date, { start, end }: During) => {
  const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * MINUTE).toISOString()
  return { ...(start === null ? {} : { start: inMinutes(start) }), ...(end === null ? {} : { end: inMinutes((start ?? 0) + end) }) }
}

export async function perform(registry: MovableRegistry, scene: Scene, given: Act): Promise<void> {
  const { call, clock } = registry
  const lasting = (during: During) => lastingFrom(clock.at, during)
  const staffRoot = `/structures/${scene.structures[2]}/substitutions`
  const chosen = (which: number) => [...scene.substitutions.keys()][which % Math.max(1, scene.substitutions.size)]
  switch (given.act) {
    case 'member':
      await call('PUT', `/circles/${scene.circles[given.where]}/members/${scene.people[given.who]}`, {
        role: `rôle ${given.role}`,
        ...lasting(given),
      })
      return
    case 'employ':
      await call('PUT', `/people/${scene.people[given.who]}/employments/${scene.structures[given.where]}`, {
        role: ROLES[given.role],
        ...lasting(given),
      })
      return
    case 'end-member':
      await call('DELETE', `/circles/${scene.circles[given.where]}/members/${scene.people[given.who]}`)
      return
    case 'end-employment':
      await call('DELETE', `/people/${scene.people[given.who]}/employments/${scene.structures[given.where]}`)
      return
    case 'replace': {
      const pair = { replacedId: scene.people[given.who], replacementId: scene.people[given.by] }
      note(scene, await call('POST', staffRoot, { ...pair, ...lasting(given), withStructure: given.withStructure }))
      return
    }
    case 'change': {
      const id = chosen(given.which)
      if (id !== undefined) note(scene, await call('PUT', `${staffRoot}/${id}`, { ...lasting(given), withStructure: given.withStructure }))
      return
    }
    case 'cancel': {
      const id = chosen(given.which)
      const one = id === undefined ? undefined : scene.substitutions.get(id)
      if (id === undefined || one === undefined) return
      const { status } = await call('DELETE', `${staffRoot}/${id}`, {})
      if (status === 204 && one.end > clock.at) scene.substitutions.set(id, { ...one, end: new Date(clock.at) })
      return
    }
    case 'suspend':
    case 'reinstate': {
      const id = scene.people[given.who] ?? ''
      const status = given.act === 'suspend' ? 'suspended' : 'active'
      const answer = await call('PUT', `/people/${id}`, { givenName: 'Camille', familyName: id, profession: 'Infirmière', status })
      if (answer.status < 300) scene.active[status === 'active' ? 'add' : 'delete'](id)
      return
    }
    case 'depart': {
      const id = scene.people[given.who] ?? ''
      const { status, body } = await call('POST', `/people/${id}/departure`, { reason: 'retraite' })
      expect(status, JSON.stringify(body)).toBeLessThan(300)
      scene.active.delete(id)
      for (const [key, one] of scene.substitutions)
        if ((one.replaced === id || one.replacement === id) && one.end > clock.at)
          scene.substitutions.set(key, { ...one, end: new Date(clock.at) })
      return
    }
    case 'move':
      return moveCircle(registry, scene, given.which, given.where)
    case 'wait':
      clock.at = new Date(clock.at.getTime() + given.minutes * MINUTE)
      return
    case 'work':
      return registry.work()
  }
}

function note({ substitutions }: Scene, { status, body }: { status: number; body: unknown }): void {
  expect(status, JSON.stringify(body)).toBeLessThan(500)
  if (status >= 300) return
  const { id, replaced, replacement, withStructure: too, start: from, end: until } = body as Substitution
  substitutions.set(id, {
    replaced: replaced.id,
    replacement: replacement.id,
    withStructure: too,
    start: new Date(from),
    end: new Date(until),
  })
}

import { expect } from 'vitest'
import type { HeldChange } from '../../src/contract.ts'
import { Difference, HeldDetail, ROUTES } from '../../src/contract.ts'
import { consoleSession } from './console.ts'
import { type System, aPatient, aStructure, newId, told } from './registry.ts'
import type { Answer, Doors, Someone, Stage } from './rooms.ts'

/** An administrator at the console: what the pages call, by its cookie. */
export async function atTheConsole(stage: Stage, { baseUrl }: Pick<Doors, 'baseUrl'>, given: { administrator?: Someone } = {}) {
  const person = given.administrator ?? (await stage.newPerson({ givenName: 'Claire', administrator: true }))
  const { call: ask, confirm } = await consoleSession(stage, { baseUrl }, person)
  const call = async (method: string, path: string, sent?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const answer = await ask(method, path, sent, headers)
    if (answer.body['code'] !== 'CONFIRMATION_NEEDED') return answer
    // As the pages do: the password is given again, and the act goes on.
    expect((await confirm()).status).toBe(204)
    return call(method, path, sent, headers)
  }
  return {
    person,
    call,
    decide: (id: string, decision: 'approval' | 'rejection', reason = 'Vérifié avec la structure', headers: Record<string, string> = {}) =>
      call('POST', `/held-changes/${id}/${decision}`, { reason }, headers),
    async held(id: string): Promise<HeldDetail> {
      return HeldDetail.parse((await call('GET', `/held-changes/${id}`)).body)
    },
    async waitingOf(source: string): Promise<HeldChange[]> {
      const { items } = ROUTES.listHeldChanges.answer.parse((await call('GET', '/held-changes?state=waiting&limit=200')).body)
      return items.filter((one) => one.source === source)
    },
  }
}
export type Administrator = Awaited<ReturnType<typeof atTheConsole>>

/** A circle of so many people, placed by a system of its own; `signsIn`: the first of them can. */
export async function aCircleOf(size: number, portal: System, stage: Stage, given: { structure?: string; signsIn?: boolean } = {}) {
  const { structure, signsIn = false } = given
  const [patient, home] = [await aPatient(portal), structure ?? (await aStructure(portal)).id]
  const people = await Promise.all(
    Array.from({ length: size }, (_none, index) => stage.newPerson({}, { withPassword: signsIn && index === 0 })),
  )
  const id = newId('cercle')
  await portal.put(`/circles/${id}`, { patientId: patient.id, structureId: home })
  const list = (of: readonly Someone[]) => ({ members: of.map(({ id: personId }) => ({ personId, role: 'Infirmière' })), reason: 'relève' })
  told(await portal.put(`/circles/${id}/members`, list(people)), Difference)
  return { id, people, patient, structure: home, list, put: (of: readonly Someone[]) => portal.put(`/circles/${id}/members`, list(of)) }
}

/** Its number, of what the brake stopped. */
export function numberOf({ status, code, path }: { status: number; code?: unknown; path?: unknown }): string {
  expect({ status, code }).toEqual({ status: 409, code: 'HELD_FOR_APPROVAL' })
  return String(path).replace('held-changes/', '')
}

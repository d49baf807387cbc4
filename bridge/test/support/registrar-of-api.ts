import type { Member, RoomState, Service, Substitution } from '../../src/contract.ts'
import type { Registrar } from '../../src/flows/canary/registrar.ts'
import { type Stage, eventually } from './rooms.ts'

/** The registry as the portal reaches it. */
export function registrarOfApi({ told }: Stage): Registrar {
  const put = (path: string, body: unknown) => told('PUT', path, body)
  return {
    structure: async (id, { name, dac }) => void (await put(`/structures/${id}`, { name, kind: 'Essai', dac })),
    async person(id, { name, status }) {
      const body = { givenName: 'Essai', familyName: `${name} ${id}`, profession: 'Essai', status }
      return String((await put(`/people/${id}`, body))['userId'])
    },
    async service(id, { circle }) {
      const { userId } = await told<Service>('PUT', `/services/${id}`, { name: 'Essai' })
      await told('PUT', `/services/${id}/rooms/circles/${circle}`)
      return userId
    },
    async circle(id, { patient, patientName, structure, closed }) {
      await put(`/patients/${patient}`, { displayName: patientName })
      await put(`/circles/${id}`, { patientId: patient, structureId: structure, status: closed ? 'closed' : 'active' })
    },
    addMember: async (circle, person) => void (await put(`/circles/${circle}/members/${person}`, { role: 'Essai' })),
    endMember: async (circle, person) => void (await told('DELETE', `/circles/${circle}/members/${person}`)),
    employ: async (structure, person, role) => void (await put(`/people/${person}/employments/${structure}`, { role })),
    async replace(structure, replacedId, replacementId) {
      const body = { replacedId, replacementId, end: new Date(Date.now() + 86_400_000).toISOString() }
      await told('POST', `/structures/${structure}/substitutions`, body)
    },
    async endReplacement(structure, replacement) {
      const { items } = await told<{ items: Substitution[] }>('GET', `/structures/${structure}/substitutions?state=under-way`)
      for (const one of items)
        if (one.replacement.id === replacement) await told('DELETE', `/structures/${structure}/substitutions/${one.id}`, {})
    },
    isMember: async (circle, person) =>
      (await told<{ items: Member[] }>('GET', `/circles/${circle}/members`)).items.some(({ personId }) => personId === person),
    endEmployment: async (structure, person) => void (await told('DELETE', `/people/${person}/employments/${structure}`)),
    setPassword: (person, password) => eventually(async () => void (await put(`/people/${person}/password`, { password }))),
    setServicePassword: (service, password) => eventually(async () => void (await put(`/services/${service}/password`, { password }))),
    async accountFollows(person) {
      return (await told<{ account: { state: string } }>('GET', `/people/${person}`)).account.state === 'ready'
    },
    async room(kind, ref) {
      const rooms =
        kind === 'journal'
          ? [await told<RoomState>('GET', `/circles/${ref}/state`)]
          : (await told<{ rooms: RoomState[] }>('GET', `/structures/${ref}/state`)).rooms
      const room = rooms.find((one) => one.kind === kind)
      return room?.inStep === true ? (room.roomId ?? undefined) : undefined
    },
  }
}

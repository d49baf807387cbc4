import { displayName, serviceName } from '../../core/names.ts'
import {
  type CircleId,
  type PatientId,
  type PersonId,
  type ServiceId,
  type StructureId,
  type UserId,
  serviceLocalpart,
  userIdOf,
} from '../../core/ids.ts'
import { Fault } from '../../core/faults.ts'
import { NORMAL } from '../../db/jobs.ts'
import { findPerson } from '../../db/people.ts'
import { listMembers } from '../../db/periods.ts'
import { findRoom } from '../../db/rooms.ts'
import { endPeriod, putPeriod } from '../place-period.ts'
import { putCircle } from '../put-circle.ts'
import { putPatient } from '../put-patient.ts'
import { putPerson } from '../put-person.ts'
import { placeService, putService } from '../put-service.ts'
import { putStructure } from '../put-structure.ts'
import { cancelSubstitution } from '../substitutions/end-substitution.ts'
import { recordSubstitution } from '../substitutions/put-substitution.ts'
import { readSubstitutions } from '../substitutions/read-substitutions.ts'
import type { Asked, World } from '../world.ts'
import type { Registrar } from './registrar.ts'

/** The registry by its own flows, for the reserved identifiers that its doors refuse to everybody else. */
export function registrarOfFlows(world: World): Registrar {
  const asked: Asked = { source: 'canari', by: 'canari', priority: NORMAL }
  const { db, matrix, serverName } = world
  const place = (scope: 'circle' | 'staff', ref: string, person: string, role: string) =>
    putPeriod(world, { scope, ref }, person as PersonId, { role, start: undefined, end: null }, asked)
  const end = (scope: 'circle' | 'staff', ref: string, person: string) =>
    endPeriod(world, { scope, ref }, person as PersonId, undefined, asked)
  return {
    async structure(id, { name, dac }) {
      await putStructure(world, id as StructureId, { name, kind: 'Canari', dac }, asked)
    },
    async person(id, { name, status }) {
      const body = { givenName: 'Canari', familyName: name, profession: 'Contrôle des fuites', administrator: false, localpart: id, status }
      await putPerson(world, id as PersonId, body, asked)
      return userIdOf(id, serverName)
    },
    async service(id, { circle }) {
      const service = await putService(world, id as ServiceId, { name: 'Canari', contact: undefined, status: 'active' }, asked)
      await placeService(world, id as ServiceId, { scope: 'circle', ref: circle }, asked)
      return service.userId
    },
    async circle(id, { patient, patientName, structure, closed }) {
      await putPatient(world, patient as PatientId, { displayName: patientName, identifiers: [] }, asked)
      const status = closed ? 'closed' : 'active'
      await putCircle(world, id as CircleId, { patientId: patient as PatientId, structureId: structure as StructureId, status }, asked)
    },
    addMember: async (circle, person) => void (await place('circle', circle, person, 'Canari')),
    endMember: (circle, person) => end('circle', circle, person),
    employ: async (structure, person, role) => void (await place('staff', structure, person, role)),
    async replace(structure, replaced, replacement) {
      const end = new Date(world.now().getTime() + 86_400_000).toISOString()
      const body = { replacedId: replaced as PersonId, replacementId: replacement as PersonId, end, withStructure: false }
      await recordSubstitution(world, structure as StructureId, body, asked).catch((error: unknown) => {
        if (!(error instanceof Fault) || error.code !== 'SUBSTITUTION_TWICE') throw error
      })
    },
    async endReplacement(structure, replacement) {
      for (const state of ['under-way', 'coming'] as const)
        for (const one of (await readSubstitutions(world, structure, { state, limit: 50 })).items)
          if (one.replacement.id === replacement) await cancelSubstitution(world, structure, one.id, undefined, asked)
    },
    isMember: async (circle, person) =>
      (await listMembers(db, circle as CircleId, world.now())).some(({ personId }) => personId === person),
    endEmployment: (structure, person) => end('staff', structure, person),
    // Not the flow of people's passwords: this one is nobody's, and is not worth a record every hour.
    async setPassword(id, password) {
      const person = await findPerson(db, id, serverName)
      if (person === undefined) throw new Error(`${id} was not prepared`)
      const user = person.userId as UserId
      await matrix.setAccount(user, { displayName: displayName(person), locked: false })
      await matrix.setPassword(user, password)
    },
    async setServicePassword(id, password) {
      const user = userIdOf(serviceLocalpart(id), serverName)
      await matrix.setAccount(user, { displayName: serviceName('Canari'), locked: false })
      await matrix.setPassword(user, password)
    },
    accountFollows: async (id) => (await findPerson(db, id, serverName))?.account.state === 'ready',
    async room(kind, ref) {
      const row = await findRoom(db, { kind, ref })
      return row?.in_step === true && row.room_id !== null ? row.room_id : undefined
    },
  }
}

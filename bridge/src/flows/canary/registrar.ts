import type { EmploymentRole } from '../../contract.ts'
import type { Place } from '../../core/canary/kinds.ts'

/** What preparing needs of the registry: our own flows for the canary, the API for the tests. All are safe to repeat. */
export interface Registrar {
  structure(id: string, given: { name: string; dac: boolean }): Promise<void>
  /** Gives their Matrix account. */
  person(id: string, given: { name: string; status: 'active' | 'suspended' | 'departed' }): Promise<string>
  /** The account of another system, which may post in the journal of this circle; gives its Matrix account. */
  service(id: string, given: { circle: string }): Promise<string>
  circle(id: string, given: { patient: string; patientName: string; structure: string; closed: boolean }): Promise<void>
  addMember(circle: string, person: string): Promise<void>
  endMember(circle: string, person: string): Promise<void>
  employ(structure: string, person: string, role: EmploymentRole): Promise<void>
  /** From now on and until it is ended, one replaces the other, who works there: in every circle where the other is. */
  replace(structure: string, replaced: string, replacement: string): Promise<void>
  endReplacement(structure: string, replacement: string): Promise<void>
  /** Whether the registry puts them there. */
  isMember(circle: string, person: string): Promise<boolean>
  endEmployment(structure: string, person: string): Promise<void>
  /** The account is there, and this is its password. */
  setPassword(person: string, password: string): Promise<void>
  setServicePassword(service: string, password: string): Promise<void>
  /** The account is what the registry says: a suspended one is locked. */
  accountFollows(person: string): Promise<boolean>
  /** The room of a circle or of a DAC, once it is what the registry says; undefined until then. */
  room(kind: RoomOf, ref: string): Promise<string | undefined>
}
export type RoomOf = 'journal' | Extract<Place, 'liaison' | 'documents' | 'space' | 'documents-space'>

/** Identifiers of everything that is prepared: `name('circle')` → `canari-circle`. */
export type Naming = (what: string) => string

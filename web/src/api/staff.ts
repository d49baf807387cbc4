import type { Absence, DepartureDone, Substitution } from 'bridge/contract'
import { own } from './kept-session.ts'
import { at, pages } from './structure.ts'

/** Who replaces whom, the latest to begin first. */
export const substitutionsQuery = (structure: string) =>
  pages<Substitution>(['substitutions', structure], `${at(structure)}/substitutions`, {}, 20)

export interface NewSubstitution {
  replacedId: string
  replacementId: string
  start?: string
  end: string
  withStructure: boolean
  reason?: string
}
export const createSubstitution = (structure: string, body: NewSubstitution): Promise<Substitution> =>
  own(`${at(structure)}/substitutions`, { method: 'POST', body })
export const endSubstitution = (structure: string, id: string, reason: string): Promise<void> =>
  own(`${at(structure)}/substitutions/${encodeURIComponent(id)}`, { method: 'DELETE', body: { reason } })

const absenceOf = (structure: string, person: string) => `${at(structure)}/people/${encodeURIComponent(person)}/absence`
export const putStaffAbsence = (
  structure: string,
  person: string,
  body: { from: string; until: string; replacement?: string },
): Promise<Absence> => own(absenceOf(structure, person), { method: 'PUT', body })
export const endStaffAbsence = (structure: string, person: string): Promise<void> => own(absenceOf(structure, person), { method: 'DELETE' })

export const depart = (structure: string, body: { personId: string; reason: string; contactId?: string }): Promise<DepartureDone> =>
  own(`${at(structure)}/departures`, { method: 'POST', body })
/** Where nobody of the structure is left by this departure. */
export const circlesLeftQuery = (structure: string, departure: string) =>
  pages<DepartureDone['circlesWithoutStructure'][number]>(
    ['departures', structure, departure],
    `${at(structure)}/departures/${encodeURIComponent(departure)}/circles`,
    {},
  )

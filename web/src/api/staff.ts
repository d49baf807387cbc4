import type { Absence, DepartureDone, HeldDeparture, Substitution } from 'bridge/contract'
import { own } from './kept-session.ts'
import { Refused } from './request.ts'
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

/** Done, or held under a number: so many accesses would end that an administrator decides. */
export type Departing = { readonly done: DepartureDone } | { readonly held: string }
export async function depart(structure: string, body: { personId: string; reason: string; contactId?: string }): Promise<Departing> {
  try {
    return { done: await own<DepartureDone>(`${at(structure)}/departures`, { method: 'POST', body }) }
  } catch (error) {
    const answer = error instanceof Refused ? error.answer : undefined
    if (answer?.code !== 'HELD_FOR_APPROVAL') throw error
    return { held: (answer.path ?? '').replace('held-changes/', '') }
  }
}
/** Departures of the structure that wait for an administrator. */
export const heldDeparturesQuery = (structure: string) => ({
  ...pages<HeldDeparture>(['held-departures', structure], `${at(structure)}/held-departures`, { state: 'waiting' }),
  refetchInterval: 30_000,
})
/** Where nobody of the structure is left by this departure. */
export const circlesLeftQuery = (structure: string, departure: string) =>
  pages<DepartureDone['circlesWithoutStructure'][number]>(
    ['departures', structure, departure],
    `${at(structure)}/departures/${encodeURIComponent(departure)}/circles`,
    {},
  )

import type { Transaction } from 'kysely'
import type { Departure, DepartureDone } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import type { PersonId } from '../../core/ids.ts'
import { type Named, fullName } from '../../core/names.ts'
import type { Page, Paging } from '../../db/cursor.ts'
import {
  type CircleWithout,
  type DepartureRow,
  concernsStructure,
  findDepartureOf,
  listCirclesLeft,
  listDeparturesOf,
} from '../../db/departures.ts'
import type { Schema } from '../../db/schema.ts'
import type { World } from '../world.ts'

type Here = Pick<World, 'db'>
const AT_FIRST = 200

const somebody = (who: Named) => ({ id: who.id as PersonId, name: fullName(who) })
const toDeparture = ({ person, contact, at, structure: _structure, ...row }: DepartureRow): Departure => ({
  ...row,
  person: somebody(person),
  at: at.toISOString(),
  contact: contact && somebody(contact),
})

/** As it is answered to who asked for it: a manager is told of the circles of their structure, each of several at its own address. */
export async function departureDone(trx: Transaction<Schema>, row: DepartureRow, structure: string | null): Promise<DepartureDone> {
  const { items, next } = await listCirclesLeft(trx, row.id, structure, { limit: AT_FIRST })
  return { ...toDeparture(row), circlesWithoutStructure: items, next }
}

export async function readDepartures({ db }: Here, structure: string, paging: Paging): Promise<Page<Departure>> {
  const { items, next } = await listDeparturesOf(db, structure, paging)
  return { items: items.map(toDeparture), next }
}

/** Throws DEPARTURE_UNKNOWN. */
export async function readCirclesLeft({ db }: Here, structure: string, departure: string, paging: Paging): Promise<Page<CircleWithout>> {
  if (!(await concernsStructure(db, departure, structure))) throw new Fault('DEPARTURE_UNKNOWN')
  return listCirclesLeft(db, departure, structure, paging)
}
export async function readCirclesLeftBy({ db }: Here, person: string, paging: Paging): Promise<Page<CircleWithout>> {
  const found = await findDepartureOf(db, person)
  if (found === undefined) throw new Fault('DEPARTURE_UNKNOWN')
  return listCirclesLeft(db, found.id, null, paging)
}

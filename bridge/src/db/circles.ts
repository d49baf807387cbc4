import { type Transaction, sql } from 'kysely'
import type { Circle, CircleStatus } from '../contract.ts'
import type { CircleId, PatientId, PersonId, StructureId } from '../core/ids.ts'
import type { Db } from './connect.ts'
import { type Page, type Paging, fromCursor, likeWords, pageOf } from './cursor.ts'
import { lockOrAwait } from './lock.ts'
import type { Schema } from './schema.ts'
import { isReal } from './synthetic.ts'
import { underWay } from './under-way.ts'

export interface CircleRow {
  readonly id: CircleId
  readonly patient: PatientId
  readonly structure: StructureId
  readonly status: CircleStatus
  readonly version: number
}

export interface CircleFilter extends Paging {
  readonly status?: CircleStatus | undefined
  readonly personId?: PersonId | undefined
  readonly patientId?: PatientId | undefined
  readonly structureId?: StructureId | undefined
  readonly outOfStep?: boolean | undefined
}

const circles = (db: Db | Transaction<Schema>, now: Date) =>
  db
    .selectFrom('circle')
    .innerJoin('patient', 'patient.id', 'circle.patient')
    .innerJoin('structure', 'structure.id', 'circle.structure')
    .innerJoin('room', (join) => join.on('room.kind', '=', 'journal').onRef('room.ref', '=', 'circle.id'))
    .select([
      'circle.id',
      'circle.status',
      'circle.version',
      'circle.sealed_at',
      'patient.id as patient_id',
      'patient.display_name',
      'structure.id as structure_id',
    ])
    .select(['structure.name as structure_name', 'room.room_id', 'room.in_step', 'room.purged_at'])
    .select(
      sql<string>`(select count(distinct person) from circle_membership m
        where m.circle = circle.id and ${underWay('m', now)})`.as('members'),
    )

type Row = Awaited<ReturnType<ReturnType<typeof circles>['executeTakeFirstOrThrow']>>
const toCircle = (row: Row): Circle => ({
  id: row.id as CircleId,
  patient: { id: row.patient_id as PatientId, displayName: row.display_name },
  structure: { id: row.structure_id as StructureId, name: row.structure_name },
  status: row.status,
  memberCount: Number(row.members),
  roomId: row.room_id,
  inStep: row.in_step,
  journal: row.purged_at !== null ? 'purged' : row.sealed_at === null ? 'kept' : 'sealed',
  version: row.version,
})

export async function findCircle(db: Db | Transaction<Schema>, id: CircleId, now: Date): Promise<Circle | undefined> {
  const row = await circles(db, now).where('circle.id', '=', id).executeTakeFirst()
  return row && toCircle(row)
}

export async function listCircles(db: Db, filter: CircleFilter, now: Date): Promise<Page<Circle>> {
  const rows = await circles(db, now)
    .innerJoin(onePage(db, filter, now).as('page'), 'page.id', 'circle.id')
    .select('page.sort')
    .orderBy('page.sort')
    .orderBy('circle.id')
    .execute()
  return pageOf(rows, filter.limit, toCircle, (row) => [row.sort, row.id])
}

/** Which circles, by the names of their patients: what else is told of a circle is looked up for those alone that are shown. */
function onePage(db: Db, filter: CircleFilter, now: Date) {
  let query = db
    .selectFrom('patient')
    .innerJoin('circle', 'circle.patient', 'patient.id')
    .where(isReal('circle.id'))
    .select(['circle.id', 'patient.folded_name as sort'])
    .orderBy('patient.folded_name')
    .orderBy('circle.id')
    .limit(filter.limit + 1)
  for (const word of likeWords(filter.search ?? '')) query = query.where('patient.folded_name', 'like', sql<string>`folded(${word})`)
  if (filter.status !== undefined) query = query.where('circle.status', '=', filter.status)
  if (filter.patientId !== undefined) query = query.where('circle.patient', '=', filter.patientId)
  if (filter.structureId !== undefined) query = query.where('circle.structure', '=', filter.structureId)
  if (filter.outOfStep === true)
    query = query.where(sql<boolean>`circle.id in (select ref from room where kind = 'journal' and not in_step)`)
  if (filter.personId !== undefined)
    query = query.where(sql<boolean>`circle.id in (select circle from circle_membership m
      where m.person = ${filter.personId} and ${underWay('m', now)})`)
  const after = fromCursor(filter.cursor)
  if (after === undefined) return query
  return (
    query
      // The index begins there: that it does cannot be seen from the two columns together, which are of two tables.
      .where('patient.folded_name', '>=', after[0])
      .where(sql<boolean>`(patient.folded_name, circle.id) > (${after[0]}, ${after[1]})`)
  )
}

/** Holds the circle until the transaction ends: its membership changes one act at a time. */
export async function lockCircle(trx: Transaction<Schema>, id: CircleId): Promise<LockedCircle | undefined> {
  const look = () => trx.selectFrom('circle').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  const row = await lockOrAwait(trx, `circle:${id}`, look)
  if (row === undefined) return undefined
  const { patient, structure, status, version, closed_at: closedAt, sealed_at: sealedAt } = row
  return { id, patient: patient as PatientId, structure: structure as StructureId, status, version, closedAt, sealedAt }
}
export interface LockedCircle extends CircleRow {
  readonly closedAt: Date | null
  readonly sealedAt: Date | null
}

/** Creates it, or gives it these values and the next version. The row is locked from then on. */
export async function setCircle(trx: Transaction<Schema>, circle: CircleRow, now: Date): Promise<void> {
  const { id, patient, structure, status, version } = circle
  const closed = status === 'closed'
  await trx
    .insertInto('circle')
    .values({ id, patient, structure, status, version, closed_at: closed ? now : null })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ patient, structure, status, version, closed_at: closed ? sql`coalesce(circle.closed_at, ${now})` : null }),
    )
    .execute()
}
/** Nobody enters it any more; null: they may again, once it is open. */
export async function setSealed(trx: Transaction<Schema>, id: CircleId, at: Date | null): Promise<void> {
  await trx
    .updateTable('circle')
    .set((eb) => ({ sealed_at: at, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function bumpCircle(trx: Transaction<Schema>, id: CircleId): Promise<void> {
  await trx
    .updateTable('circle')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function listCirclesOfPatient(trx: Transaction<Schema>, patient: PatientId): Promise<string[]> {
  const rows = await trx.selectFrom('circle').select('id').where('patient', '=', patient).execute()
  return rows.map((row) => row.id)
}

import { type Selectable, type Transaction, sql } from 'kysely'
import type { z } from 'zod'
import type { Patient, PatientBody } from '../contract.ts'
import type { PatientId } from '../core/ids.ts'
import type { Db } from './connect.ts'
import { type Page, type Paging, fromCursor, likeWords, pageOf } from './cursor.ts'
import { lockOrAwait } from './lock.ts'
import type { PatientTable, Schema } from './schema.ts'
import { isReal } from './synthetic.ts'

type Row = Selectable<PatientTable>
const toPatient = (row: Row): Patient => ({
  id: row.id as PatientId,
  displayName: row.display_name,
  identifiers: row.identifiers,
  version: row.version,
})

export async function findPatient(db: Db | Transaction<Schema>, id: PatientId): Promise<Patient | undefined> {
  const row = await db.selectFrom('patient').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPatient(row)
}

export async function lockPatient(trx: Transaction<Schema>, id: PatientId): Promise<Patient | undefined> {
  const look = () => trx.selectFrom('patient').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  const row = await lockOrAwait(trx, `patient:${id}`, look)
  return row && toPatient(row)
}

export async function listPatients(db: Db, { search, cursor, limit }: Paging): Promise<Page<Patient>> {
  let query = db
    .selectFrom('patient')
    .selectAll()
    .where(isReal('id'))
    .orderBy('folded_name')
    .orderBy('id')
    .limit(limit + 1)
  for (const word of likeWords(search ?? '')) query = query.where('folded_name', 'like', sql<string>`folded(${word})`)
  const after = fromCursor(cursor)
  if (after !== undefined) query = query.where(sql<boolean>`(folded_name, id) > (${after[0]}, ${after[1]})`)
  return pageOf(await query.execute(), limit, toPatient, (row) => [row.folded_name, row.id])
}

export async function setPatient(
  trx: Transaction<Schema>,
  id: PatientId,
  body: z.infer<typeof PatientBody>,
  version: number,
): Promise<Patient> {
  const values = { display_name: body.displayName, identifiers: JSON.stringify(body.identifiers), version }
  const row = await trx
    .insertInto('patient')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .returningAll()
    .executeTakeFirstOrThrow()
  return toPatient(row)
}

/** Throws the database's foreign-key violation when a circle still refers to it. */
export async function deletePatientRow(trx: Transaction<Schema>, id: PatientId): Promise<void> {
  await trx.deleteFrom('patient').where('id', '=', id).execute()
}

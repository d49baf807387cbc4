import { type Selectable, type Transaction, sql } from 'kysely'
import type { z } from 'zod'
import type { Person, PersonBody, PersonStatus } from '../contract.ts'
import { type PersonId, userIdOf } from '../core/ids.ts'
import type { Db } from './connect.ts'
import { type Page, type Paging, fromCursor, likeWords, pageOf } from './cursor.ts'
import { lockOrAwait } from './lock.ts'
import type { PersonTable, Schema } from './schema.ts'
import { isReal } from './synthetic.ts'

type Row = Selectable<PersonTable>
const toPerson = (row: Row, serverName: string): Person => ({
  id: row.id as PersonId,
  givenName: row.given_name,
  familyName: row.family_name,
  profession: row.profession,
  ...(row.rpps === null ? {} : { rpps: row.rpps }),
  ...(row.email === null ? {} : { email: row.email }),
  ...(row.telephone === null ? {} : { telephone: row.telephone }),
  status: row.status,
  administrator: row.administrator,
  ...(row.console_role === null ? {} : { consoleRole: row.console_role }),
  localpart: row.localpart,
  userId: userIdOf(row.localpart, serverName),
  account: { state: row.account_state, ...(row.account_error === null ? {} : { error: row.account_error }) },
  version: row.version,
})

export async function findPerson(db: Db | Transaction<Schema>, id: string, serverName: string): Promise<Person | undefined> {
  const row = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPerson(row, serverName)
}

export async function findPersonByLocalpart(db: Db, localpart: string, serverName: string): Promise<Person | undefined> {
  const row = await db.selectFrom('person').selectAll().where('localpart', '=', localpart).executeTakeFirst()
  return row && toPerson(row, serverName)
}

/** Active ones; several people may share an address. */
export async function listActiveByEmail(db: Db | Transaction<Schema>, email: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where(sql<boolean>`lower(email) = lower(${email})`)
    .where('status', '=', 'active')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export async function lockPerson(trx: Transaction<Schema>, id: PersonId, serverName: string): Promise<Person | undefined> {
  const look = () => trx.selectFrom('person').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  const row = await lockOrAwait(trx, `person:${id}`, look)
  return row && toPerson(row, serverName)
}

/** The person as they are until the transaction ends: nobody departs meanwhile. Take it after the circle or structure. */
export async function holdPerson(trx: Transaction<Schema>, id: string, serverName: string): Promise<Person | undefined> {
  return (await holdPeople(trx, [id], serverName))[0]
}
export async function holdPeople(trx: Transaction<Schema>, ids: readonly string[], serverName: string): Promise<Person[]> {
  if (ids.length === 0) return []
  const rows = await trx.selectFrom('person').selectAll().where('id', 'in', ids).orderBy('id').forShare().execute()
  return rows.map((row) => toPerson(row, serverName))
}

export async function listPeople(
  db: Db,
  { search, cursor, limit, status }: Paging & { status?: PersonStatus | undefined },
  serverName: string,
): Promise<Page<Person>> {
  let query = db
    .selectFrom('person')
    .selectAll()
    .where(isReal('id'))
    .orderBy('folded_name')
    .orderBy('id')
    .limit(limit + 1)
  for (const word of likeWords(search ?? '')) query = query.where('folded_words', 'like', sql<string>`folded(${word})`)
  if (status !== undefined) query = query.where('status', '=', status)
  const after = fromCursor(cursor)
  if (after !== undefined) query = query.where(sql<boolean>`(folded_name, id) > (${after[0]}, ${after[1]})`)
  return pageOf(
    await query.execute(),
    limit,
    (row) => toPerson(row, serverName),
    (row) => [row.folded_name, row.id],
  )
}

/** A local part that nobody has: the wanted one, or the same with the first free number. */
export async function findFreeLocalpart(trx: Transaction<Schema>, wanted: string): Promise<string> {
  // Two newcomers of one name must not be given the same: held until the commit.
  await sql`select pg_advisory_xact_lock(hashtextextended(${wanted}, 3))`.execute(trx)
  const rows = await trx
    .selectFrom('person')
    .select('localpart')
    .where('localpart', '~', `^${wanted.replaceAll('.', '\\.')}[0-9]*$`)
    .execute()
  const taken = new Set(rows.map((row) => row.localpart))
  if (!taken.has(wanted)) return wanted
  let number = 2
  while (taken.has(`${wanted}${number}`)) number++
  return `${wanted}${number}`
}

/** Creates the person, or gives them these values and the next version; the account is to be brought in step. */
export async function setPerson(
  trx: Transaction<Schema>,
  id: PersonId,
  body: z.infer<typeof PersonBody>,
  localpart: string,
  version: number,
  serverName: string,
): Promise<Person> {
  const values = {
    given_name: body.givenName,
    family_name: body.familyName,
    profession: body.profession,
    rpps: body.rpps ?? null,
    email: body.email ?? null,
    telephone: body.telephone ?? null,
    status: body.status,
    administrator: body.administrator,
    console_role: body.consoleRole ?? null,
    version,
    account_state: 'pending' as const,
    account_error: null,
    account_attempts: 0,
  }
  const row = await trx
    .insertInto('person')
    .values({ id, localpart, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .returningAll()
    .executeTakeFirstOrThrow()
  return toPerson(row, serverName)
}

/** Says how the Matrix account stands, unless the person changed since that version was read. Gives the number of tries so far. */
export async function setAccountState(db: Db, id: string, version: number, error: string | null): Promise<number> {
  const row = await db
    .updateTable('person')
    .set((eb) => ({
      account_state: error === null ? 'ready' : 'failed',
      account_error: error,
      account_attempts: error === null ? 0 : eb('account_attempts', '+', 1),
    }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('account_attempts')
    .executeTakeFirst()
  return row?.account_attempts ?? 0
}

/** Their account is to be compared again. What is queued for it sooner, or more urgently, stays so. */
export async function queuePerson(db: Db | Transaction<Schema>, id: string, priority: number, runAt?: Date): Promise<void> {
  await sql`with held as (select id from person where id = ${id} for no key update)
    select queue_sooner('reconcile-person', json_build_object('person', id), 'person:' || id, ${runAt ?? new Date()}, ${priority}) from held`.execute(
    db,
  )
}

/** People whose account is not in step, for the work that repairs what was lost. */
export async function listPeopleOutOfStep(db: Db, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('person').select('id').where('account_state', '<>', 'ready').limit(limit).execute()
  return rows.map((row) => row.id)
}

/** How a person is told of in an announced event. */
export interface PersonWords {
  readonly givenName: string
  readonly familyName: string
  readonly profession: string
}
export async function listPersonWords(db: Db | Transaction<Schema>, ids: readonly string[]): Promise<Map<string, PersonWords>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('person').select(['id', 'given_name', 'family_name', 'profession']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, { givenName: row.given_name, familyName: row.family_name, profession: row.profession }]))
}

export async function listPeopleByIds(trx: Transaction<Schema>, ids: readonly string[], serverName: string): Promise<Person[]> {
  if (ids.length === 0) return []
  const rows = await trx.selectFrom('person').selectAll().where('id', 'in', ids).execute()
  return rows.map((row) => toPerson(row, serverName))
}

export async function listPeopleByLocalparts(db: Db, localparts: readonly string[], serverName: string): Promise<Person[]> {
  if (localparts.length === 0) return []
  const rows = await db.selectFrom('person').selectAll().where('localpart', 'in', localparts).execute()
  return rows.map((row) => toPerson(row, serverName))
}

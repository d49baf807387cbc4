import { type Selectable, type Transaction, sql } from 'kysely'
import type { BrakeLevel } from '../../core/brake.ts'
import type { Db } from '../connect.ts'
import type { Schema } from '../schema.ts'
import type { HeldChangeTable, HeldInputTable } from '../schema/brake.ts'

/** How many inputs of a kind there are. */
export interface HeldActs {
  readonly kind: string
  readonly inputs: number
}
export type HeldRow = Selectable<HeldChangeTable> & { inputs: number; first: object; acts: HeldActs[] }
export type HeldInputRow = Selectable<HeldInputTable>

export interface NewHeld {
  readonly at: Date
  readonly kind: string
  readonly source: string
  readonly by: string
  readonly author: string
  readonly person: string | null
  readonly reason: string | null
  readonly level: BrakeLevel
  readonly ref: string | null
  readonly series: boolean
  readonly endings: number
  readonly ofMemberships: number
}
export interface NewInput {
  readonly digest: Buffer
  readonly source: string
  readonly by: string
  readonly priority: number
  readonly input: object
}

const held = (db: Db | Transaction<Schema>) =>
  db
    .selectFrom('held_change')
    .selectAll()
    .select(sql<number>`(select count(*)::int from held_input where held = held_change.id)`.as('inputs'))
    .select(sql<object>`(select input from held_input where held = held_change.id and position = 0)`.as('first'))
    .select(
      sql<HeldActs[]>`(select jsonb_agg(jsonb_build_object('kind', kind, 'inputs', inputs) order by first) from (
        select kind, count(*)::int as inputs, min(position) as first from held_input where held = held_change.id group by kind) as each)`.as(
        'acts',
      ),
    )

/** Held to the commit: what is stopped of one author is stored one after the other. Not the lock of the count, which is taken when the feed's is. */
export async function lockWaitingOf(trx: Transaction<Schema>, author: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`held:${author}`}, 6))`.execute(trx)
}
/** One that waits and holds this very input already. */
export async function findWaitingWith(trx: Transaction<Schema>, digest: Buffer): Promise<string | undefined> {
  const row = await trx
    .selectFrom('held_input as i')
    .innerJoin('held_change as h', 'h.id', 'i.held')
    .select('h.id')
    .where('i.digest', '=', digest)
    .where('h.state', '=', 'waiting')
    .executeTakeFirst()
  return row?.id
}
/** The series of small changes of this author that waits, if there is one with room for one more. */
export async function findWaitingSeries(
  trx: Transaction<Schema>,
  { author, level, ref }: Pick<NewHeld, 'author' | 'level' | 'ref'>,
  atMost: number,
): Promise<{ id: string; inputs: number } | undefined> {
  const row = await held(trx)
    .where('author', '=', author)
    .where('state', '=', 'waiting')
    .where('series', '=', true)
    .where('level', '=', level)
    .where(sql<boolean>`ref is not distinct from ${ref}`)
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined || row.inputs >= atMost ? undefined : row
}
export async function insertHeld(trx: Transaction<Schema>, { ofMemberships, ...given }: NewHeld): Promise<string> {
  const values = { ...given, last_at: given.at, of_memberships: ofMemberships, decided_by: null, decided_at: null, decision_reason: null }
  const { id } = await trx.insertInto('held_change').values(values).returning('id').executeTakeFirstOrThrow()
  return id
}
export async function insertHeldInput(trx: Transaction<Schema>, id: string, position: number, given: NewInput): Promise<void> {
  await trx
    .insertInto('held_input')
    .values({ ...given, held: id, position, input: JSON.stringify(given.input) })
    .execute()
}
export async function setSentAgain(trx: Transaction<Schema>, id: string, at: Date): Promise<void> {
  await trx.updateTable('held_change').set({ last_at: at }).where('id', '=', id).execute()
}
export async function growHeld(trx: Transaction<Schema>, id: string, at: Date, endings: number, ofMemberships: number): Promise<void> {
  await trx
    .updateTable('held_change')
    .set((eb) => ({
      last_at: at,
      version: eb('version', '+', 1),
      endings: eb('endings', '+', endings),
      of_memberships: ofMemberships,
    }))
    .where('id', '=', id)
    .execute()
}

export async function listHeld(
  db: Db,
  { state, before, limit }: { state: string | undefined; before: string | undefined; limit: number },
): Promise<HeldRow[]> {
  let query = held(db).orderBy('id', 'desc').limit(limit)
  if (state !== undefined) query = query.where('state', '=', state as HeldRow['state'])
  if (before !== undefined) query = query.where('id', '<', before)
  return query.execute()
}
export async function findHeld(db: Db | Transaction<Schema>, id: string): Promise<HeldRow | undefined> {
  return held(db).where('id', '=', id).executeTakeFirst()
}
/** Held to the commit: of two who decide at once, one comes after the other. */
export async function lockHeld(trx: Transaction<Schema>, id: string): Promise<HeldRow | undefined> {
  return held(trx).where('id', '=', id).forUpdate().executeTakeFirst()
}
export async function listHeldInputs(db: Db | Transaction<Schema>, id: string): Promise<HeldInputRow[]> {
  return db.selectFrom('held_input').selectAll().where('held', '=', id).orderBy('position').execute()
}
export async function setDecided(
  trx: Transaction<Schema>,
  id: string,
  { state, by, at, reason }: { state: 'approved' | 'rejected'; by: string; at: Date; reason: string },
): Promise<void> {
  await trx
    .updateTable('held_change')
    .set((eb) => ({ state, decided_by: by, decided_at: at, decision_reason: reason, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
export async function countHeldWaiting(db: Db): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from held_change where state = 'waiting'`.execute(db)
  return Number(rows[0]?.count ?? 0)
}
/** Who may be told that something waits. */
export async function listAdministrators(trx: Transaction<Schema>): Promise<string[]> {
  const rows = await trx.selectFrom('person').select('id').where('administrator', '=', true).where('status', '=', 'active').execute()
  return rows.map(({ id }) => id)
}

import { type Selectable, type Transaction, sql } from 'kysely'
import type { Someone } from 'policies'
import type { Service } from '../contract.ts'
import { type ServiceId, serviceLocalpart, userIdOf } from '../core/ids.ts'
import { serviceName } from '../core/names.ts'
import type { Db } from './connect.ts'
import { type Page, fromCursor, pageOf } from './cursor.ts'
import type { RoomKey, WantedMember } from './rooms.ts'
import type { PeriodScope, Schema } from './schema.ts'
import type { ServiceTable } from './schema/systems.ts'

type Reading = Db | Transaction<Schema>
export interface Place {
  readonly scope: PeriodScope
  readonly ref: string
}
/** Where people talk, and other systems may post: of a circle its journal, of a DAC its liaison book. */
export const POSTED_IN = { circle: 'journal', staff: 'liaison' } as const satisfies Record<PeriodScope, string>
const scopeOf = (kind: string): PeriodScope | undefined => (kind === 'journal' ? 'circle' : kind === 'liaison' ? 'staff' : undefined)

export async function findService(db: Reading, id: string, serverName: string): Promise<Service | undefined> {
  const row = await db.selectFrom('service').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toService(row, await listPlacesOfService(db, id), serverName)
}
/** By their identifier. */
export async function listServices(
  db: Db,
  serverName: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<Service>> {
  const after = fromCursor(cursor)?.[0]
  let query = db
    .selectFrom('service')
    .selectAll()
    .orderBy('id')
    .limit(limit + 1)
  if (after !== undefined) query = query.where('id', '>', after)
  const page = pageOf(
    await query.execute(),
    limit,
    (row) => row,
    (row) => [row.id, ''],
  )
  const items: Service[] = []
  for (const row of page.items) items.push(toService(row, await listPlacesOfService(db, row.id), serverName))
  return { items, next: page.next }
}
/** Held until the commit, so that two who change it come one after the other. */
export async function lockService(trx: Transaction<Schema>, id: string, serverName: string): Promise<Service | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`service:${id}`}, 3))`.execute(trx)
  return findService(trx, id, serverName)
}
const toService = (row: Selectable<ServiceTable>, places: readonly Place[], serverName: string): Service => ({
  id: row.id as ServiceId,
  name: row.name,
  ...(row.contact === null ? {} : { contact: row.contact }),
  status: row.status,
  userId: userIdOf(row.localpart, serverName),
  circles: places.flatMap(({ scope, ref }) => (scope === 'circle' ? [ref] : [])),
  structures: places.flatMap(({ scope, ref }) => (scope === 'staff' ? [ref] : [])),
  version: row.version,
})

export async function listPlacesOfService(db: Reading, id: string): Promise<Place[]> {
  return db.selectFrom('service_place').select(['scope', 'ref']).where('service', '=', id).orderBy('ref').limit(10_000).execute()
}

export async function setService(
  trx: Transaction<Schema>,
  { id, name, contact, status }: { id: ServiceId; name: string; contact: string | undefined; status: 'active' | 'ended' },
  version: number,
): Promise<void> {
  const values = { name, contact: contact ?? null, status, version, account_ready: false }
  await trx
    .insertInto('service')
    .values({ id, localpart: serviceLocalpart(id), ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}
/** Unless it changed since that version was read. */
export async function setServiceReady(db: Db, id: string, version: number): Promise<void> {
  await db.updateTable('service').set({ account_ready: true }).where('id', '=', id).where('version', '=', version).execute()
}

/** False when it was there already. */
export async function insertServicePlace(trx: Transaction<Schema>, id: string, place: Place, source: string, at: Date): Promise<boolean> {
  const row = await trx
    .insertInto('service_place')
    .values({ service: id, ...place, source, start_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('service')
    .executeTakeFirst()
  return row !== undefined
}
/** False when it was not there. */
export async function deleteServicePlace(trx: Transaction<Schema>, id: string, { scope, ref }: Place): Promise<boolean> {
  const row = await trx
    .deleteFrom('service_place')
    .where('service', '=', id)
    .where('scope', '=', scope)
    .where('ref', '=', ref)
    .returning('service')
    .executeTakeFirst()
  return row !== undefined
}

/** Takes every account of a system out of a place; gives them. */
export async function deleteServicesOf(trx: Transaction<Schema>, { scope, ref }: Place): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    with gone as (delete from service_place where scope = ${scope} and ref = ${ref} returning service)
    select s.id, s.name from service s join gone on gone.service = s.id`.execute(trx)
  return rows
}

/** Accounts of other systems that are to be in this room. */
export async function listWantedServices(db: Db, { kind, ref }: RoomKey): Promise<WantedMember[]> {
  const scope = scopeOf(kind)
  if (scope === undefined) return []
  const rows = await db
    .selectFrom('service_place as p')
    .innerJoin('service as s', 's.id', 'p.service')
    .select(['s.id', 's.name', 's.localpart', 's.status', 's.account_ready', 'p.source'])
    .where('p.scope', '=', scope)
    .where('p.ref', '=', ref)
    .limit(100)
    .execute()
  return rows.map((row) => ({
    person: row.id,
    localpart: row.localpart,
    givenName: '',
    familyName: '',
    profession: '',
    called: serviceName(row.name),
    role: 'service',
    sources: [row.source],
    status: row.status === 'active' ? 'active' : 'departed',
    accountReady: row.account_ready,
  }))
}

/** How the account of a system stands in a room, as the rules see it. */
export async function findServiceFacts(
  db: Db,
  localpart: string,
  room: { kind: string; ref: string } | null,
): Promise<{ someone: Someone; name: string } | undefined> {
  const row = await db.selectFrom('service').select(['id', 'name', 'status']).where('localpart', '=', localpart).executeTakeFirst()
  if (row === undefined) return undefined
  const scope = room === null ? undefined : scopeOf(room.kind)
  const place =
    room === null || scope === undefined
      ? undefined
      : await db
          .selectFrom('service_place')
          .select('service')
          .where('service', '=', row.id)
          .where('scope', '=', scope)
          .where('ref', '=', room.ref)
          .executeTakeFirst()
  const belongs = place !== undefined
  return {
    someone: { status: row.status === 'active' ? 'service' : 'departed', belongs, writes: belongs, manages: false },
    name: serviceName(row.name),
  }
}

/** What the account has open is cut, wherever a gateway holds it (db/readers.ts). */
export async function notifyServiceEnded(trx: Transaction<Schema>, id: string): Promise<void> {
  await sql`select pg_notify('care_access_ended', localpart) from service where id = ${id}`.execute(trx)
}

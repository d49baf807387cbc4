import { type Transaction, sql } from 'kysely'
import type { Pool } from 'pg'
import type { Db } from './connect.ts'
import type { Schema } from './schema.ts'
import { underWay } from './under-way.ts'

/** "In this room now", for a room `r` and a person `p`: what gives the right to read. */
const belongsNow = (now: Date) => sql<boolean>`exists (
  select from belonging b where b.scope = r.scope and b.ref = r.members_of and b.person = p.id and ${underWay('b', now)})`

/**
 * Rooms `r` where the person was put once and is not now: periods are asked, not the rooms' last known members, which may lag. Of mail
 * only what they left is looked at, for some have hundreds of conversations: nobody is taken out of mail.
 */
const lost = (localpart: string, now: Date) => sql`
  from person p
  cross join lateral (
    select once.scope, once.ref from (
      select 'circle' as scope, circle as ref from circle_membership where person = p.id
      union select 'staff', structure from employment where person = p.id
      union select 'journals', id from journal_space where person = p.id
      union select 'mail', mail from mail_participant where person = p.id and left_at is not null
      union select 'person', p.id where p.status <> 'active'
    ) as once
    where p.status <> 'active' or not exists (
      select from belonging b where b.scope = once.scope and b.ref = once.ref and b.person = p.id
        and ${underWay('b', now)})
    -- A team may have hundreds of folders: it is lost or it is not, before its rooms are looked at.
    offset 0
  ) as gone
  join room r on r.scope = gone.scope and r.members_of = gone.ref and r.room_id is not null
  where p.localpart = ${localpart}`

export interface Losses {
  /** They lost a room at some time: answers about all rooms must be looked through. */
  readonly any: boolean
  /** The homeserver may still have to take them out of one: the room's work is not done, or an end has come since it was. */
  readonly pending: boolean
}
export async function readLosses(db: Db, localpart: string, userId: string, now: Date): Promise<Losses> {
  const { rows } = await sql<Losses>`/* prepared: losses */
    select count(*) > 0 as any, coalesce(bool_or(undone and membership in ('join', 'invite')), false) as pending from (
      select not r.in_step or exists (
          select from belonging b where b.scope = r.scope and b.ref = r.members_of and b.person = p.id and b.end_at > r.checked_at) as undone,
        coalesce((select membership from room_member m where m.kind = r.kind and m.ref = r.ref and m.user_id = ${userId}), 'join') as membership
      ${lost(localpart, now)}
    ) as losses`.execute(db)
  return rows[0] ?? { any: true, pending: true }
}

/** Of these rooms, those where the registry puts the person now. */
export async function listReadableRooms(db: Db, localpart: string, rooms: readonly string[], now: Date): Promise<Set<string>> {
  const { rows } = await sql<{ room_id: string }>`/* prepared: readable-rooms */
    select r.room_id from room r, person p
    where r.room_id = any(${rooms}::text[]) and p.localpart = ${localpart} and p.status = 'active' and ${belongsNow(now)}`.execute(db)
  return new Set(rows.map((row) => row.room_id))
}

const CHANNEL = 'care_access_ended'
/** Tells every gateway, at the commit, that these people lost a room: what they have open is cut. */
export async function notifyAccessEnded(trx: Transaction<Schema>, people: readonly string[]): Promise<void> {
  if (people.length === 0) return
  await sql`select pg_notify(${CHANNEL}, localpart) from person where id = any(${people}::text[])`.execute(trx)
}

/** Calls back with each local part; `lost` resolves when the connection is gone, since what came meanwhile is then unknown. */
export async function listenAccessEnded(pool: Pool, heard: (localpart: string) => void): Promise<{ lost: Promise<void>; stop(): void }> {
  const client = await pool.connect()
  client.on('notification', ({ payload }) => heard(payload ?? ''))
  let release = () => undefined as void
  const lost = new Promise<void>((resolve) => {
    let held = true
    release = () => {
      if (held) client.release(true)
      held = false
      resolve()
    }
    client.once('error', release)
    client.once('end', release)
  })
  await client.query(`listen ${CHANNEL}`)
  return { lost, stop: release }
}

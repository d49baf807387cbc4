import { type Transaction, sql } from 'kysely'
import type { RoomKindName } from 'policies'
import { SYNTHETIC } from '../core/ids.ts'
import type { Db } from './connect.ts'
import { BACKGROUND, NORMAL, addJob } from './jobs.ts'
import type { Schema } from './schema.ts'
import { underWay } from './under-way.ts'

type Trx = Transaction<Schema>
export interface PushRoom {
  readonly kind: RoomKindName
  readonly ref: string
  readonly roomId: string
  /** Whether the homeserver's rules silenced it when we last looked; null: never looked. */
  readonly seenSilent: boolean | null
}
/** A rule per room costs the homeserver something at each message. */
const ROOMS_AT_MOST = 2_000

/** Made rooms where something is said and the person is now. */
export async function listPushRooms(db: Db, person: string, now: Date): Promise<PushRoom[]> {
  const { rows } = await sql<PushRoom>`
    select distinct r.kind <> 'notifications' as later, r.kind, r.ref, r.room_id as "roomId", m.silent as "seenSilent"
    from belonging b join room r on r.scope = b.scope and r.members_of = b.ref and r.room_id is not null and r.kind not in ('space', 'documents-space', 'journals-space')
    left join push_mirror m on m.person = b.person and m.kind = r.kind and m.ref = r.ref
    where b.person = ${person} and ${underWay('b', now)}
    order by later, r.kind, r.ref limit ${ROOMS_AT_MOST}`.execute(db)
  return rows
}
export async function setMirror(
  db: Db | Trx,
  person: string,
  { kind, ref }: { kind: string; ref: string },
  silent: boolean,
): Promise<void> {
  await db
    .insertInto('push_mirror')
    .values({ person, kind, ref, silent })
    .onConflict((conflict) => conflict.columns(['person', 'kind', 'ref']).doUpdateSet({ silent }))
    .execute()
}
export async function setPushChecked(db: Db, person: string, now: Date): Promise<void> {
  await db
    .insertInto('push_check')
    .values({ person, checked_at: now })
    .onConflict((conflict) => conflict.column('person').doUpdateSet({ checked_at: now }))
    .execute()
}

/** The homeserver's rules for this person are to be compared with what they wish. */
export const queuePushRules = (db: Db | Trx, person: string, runAt?: Date): Promise<void> =>
  addJob(db, 'push-rules', { person }, { key: `push-rules:${person}`, priority: NORMAL, runAt })

/** Of these people, new in a room, the few who wish something about it. */
export async function queuePushRulesOfNewcomers(
  db: Db,
  { kind, ref }: { kind: string; ref: string },
  localparts: readonly string[],
): Promise<void> {
  if (localparts.length === 0) return
  await sql`select graphile_worker.add_job('push-rules', payload := json_build_object('person', p.id), max_attempts := 1000,
      job_key := 'push-rules:' || p.id, priority := ${BACKGROUND})
    from person p where p.localpart = any(${localparts}::text[]) and not starts_with(p.id, ${SYNTHETIC}) and (${kind}::text = 'notifications'
      or exists (select from preference_choice c where c.person = p.id and c.channel = 'app' and c.rhythm = 'never')
      or exists (select from room_choice c where c.person = p.id and c.kind = ${kind} and c.ref = ${ref}))`.execute(db)
}
export async function queuePushRulesOfLocalpart(db: Db, localpart: string): Promise<void> {
  const person = await db.selectFrom('person').select('id').where('localpart', '=', localpart).executeTakeFirst()
  if (person !== undefined) await queuePushRules(db, person.id)
}

/** Those whose rules were not looked at for longest, before this instant. */
export async function listPushUnchecked(db: Db, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from person p left join push_check c on c.person = p.id
    where p.status = 'active' and p.account_state = 'ready' and not starts_with(p.id, ${SYNTHETIC}) and (c.checked_at is null or c.checked_at < ${before})
    order by c.checked_at nulls first limit ${limit}`.execute(db)
  return rows.map((row) => row.id)
}

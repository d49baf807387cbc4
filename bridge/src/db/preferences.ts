import { type Transaction, sql } from 'kysely'
import { type Channel, NEWS_DEFAULTS, type News, type Rhythm, SETTINGS_DEFAULTS, type WishSettings, type Wishes } from '../core/wishes.ts'
import type { Db } from './connect.ts'
import type { Schema } from './schema.ts'
import { underWay } from './under-way.ts'

type Trx = Transaction<Schema>
export interface RoomChoice {
  readonly kind: string
  readonly ref: string
  readonly muted: boolean
}
/** What is kept of one person: `rooms` are their own decisions, whatever the kind of the room says. */
export interface KeptWishes extends Wishes {
  readonly version: number
  readonly rooms: readonly RoomChoice[]
}

/** How these people want to be told, each of them present in the answer. */
export async function readWishes(db: Db | Trx, people: readonly string[]): Promise<Map<string, KeptWishes>> {
  if (people.length === 0) return new Map()
  const ids = [...new Set(people)]
  // One after the other: a transaction has one connection.
  const settings = await db.selectFrom('preference_settings').selectAll().where('person', 'in', ids).execute()
  const choices = await db.selectFrom('preference_choice').selectAll().where('person', 'in', ids).execute()
  const rooms = await db.selectFrom('room_choice').selectAll().where('person', 'in', ids).orderBy('kind').orderBy('ref').execute()
  const [settingsOf, choicesOf, roomsOf] = [settings, choices, rooms].map((rows) =>
    Map.groupBy(rows as { person: string }[], (row) => row.person),
  ) as [Map<string, typeof settings>, Map<string, typeof choices>, Map<string, typeof rooms>]
  return new Map(
    ids.map((person) => {
      const row = settingsOf.get(person)?.[0]
      const chosen = new Map((choicesOf.get(person) ?? []).map(({ news, channel, rhythm }) => [`${news} ${channel}`, rhythm as Rhythm]))
      const own = (roomsOf.get(person) ?? []).map(({ kind, ref, muted }) => ({ kind, ref, muted }))
      const silent = new Set(own.filter(({ muted }) => muted).map(({ kind, ref }) => `${kind} ${ref}`))
      return [
        person,
        {
          ...(row === undefined
            ? SETTINGS_DEFAULTS
            : {
                language: row.language,
                digestHour: row.digest_hour,
                quietFrom: row.quiet_from,
                quietTo: row.quiet_to,
                awayMinutes: row.away_minutes,
              }),
          version: row?.version ?? 0,
          rooms: own,
          rhythm: (news: News, channel: Channel) => chosen.get(`${news} ${channel}`) ?? NEWS_DEFAULTS[news][channel],
          muted: (kind: string, ref: string) => silent.has(`${kind} ${ref}`),
        },
      ]
    }),
  )
}

export async function getWishes(db: Db | Trx, person: string): Promise<KeptWishes> {
  const found = (await readWishes(db, [person])).get(person)
  if (found === undefined) throw new Error('no wishes were read')
  return found
}

/** Whoever changes a person's wishes waits here for who else does. False when there is no such person. */
export async function lockWishes(trx: Trx, person: string): Promise<boolean> {
  const { rows } = await sql`insert into preference_settings (person) select id from person where id = ${person}
    on conflict (person) do update set version = preference_settings.version returning 1`.execute(trx)
  return rows.length > 0
}
export async function bumpWishes(trx: Trx, person: string): Promise<void> {
  await trx
    .updateTable('preference_settings')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('person', '=', person)
    .execute()
}
export async function setSettings(trx: Trx, person: string, given: WishSettings): Promise<void> {
  await trx
    .updateTable('preference_settings')
    .set({
      language: given.language,
      digest_hour: given.digestHour,
      quiet_from: given.quietFrom,
      quiet_to: given.quietTo,
      away_minutes: given.awayMinutes,
    })
    .where('person', '=', person)
    .execute()
}
/** What is as the default is not kept: a default that changes one day changes for those who chose nothing. */
export async function setChoice(trx: Trx, person: string, news: News, channel: Channel, rhythm: Rhythm): Promise<void> {
  if (NEWS_DEFAULTS[news][channel] === rhythm)
    await trx.deleteFrom('preference_choice').where('person', '=', person).where('news', '=', news).where('channel', '=', channel).execute()
  else
    await trx
      .insertInto('preference_choice')
      .values({ person, news, channel, rhythm })
      .onConflict((conflict) => conflict.columns(['person', 'news', 'channel']).doUpdateSet({ rhythm }))
      .execute()
}
/** null: as the kind of the room says. */
export async function setRoomChoice(
  trx: Trx,
  person: string,
  { kind, ref }: { kind: string; ref: string },
  muted: boolean | null,
): Promise<void> {
  if (muted === null)
    await trx.deleteFrom('room_choice').where('person', '=', person).where('kind', '=', kind).where('ref', '=', ref).execute()
  else
    await trx
      .insertInto('room_choice')
      .values({ person, kind, ref, muted })
      .onConflict((conflict) => conflict.columns(['person', 'kind', 'ref']).doUpdateSet({ muted }))
      .execute()
}

/** Whether the registry puts the person in this room now. */
export async function isInRoom(trx: Trx, person: string, { kind, ref }: { kind: string; ref: string }, now: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from room r join belonging b on b.scope = r.scope and b.ref = r.members_of
    where r.kind = ${kind} and r.ref = ${ref} and b.person = ${person} and ${underWay('b', now)} limit 1`.execute(trx)
  return rows.length > 0
}
/** Journals where the person is now, by the name of the patient: for a person who names one. */
export async function listOwnJournals(db: Db, person: string, now: Date): Promise<{ ref: string; title: string }[]> {
  const { rows } = await sql<{ ref: string; title: string }>`
    select distinct c.id as ref, p.display_name as title from belonging b join circle c on b.scope = 'circle' and c.id = b.ref
    join patient p on p.id = c.patient where b.person = ${person} and ${underWay('b', now)}
    order by p.display_name limit 5000`.execute(db)
  return rows
}

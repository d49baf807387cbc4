import { type RawBuilder, type Transaction, sql } from 'kysely'
import type { Named } from '../../core/names.ts'
import type { Db } from '../connect.ts'
import { type Page, type Paging, fromTimeCursor, likeWords, pageOf } from '../cursor.ts'
import type { Schema } from '../schema.ts'
import { COUNTED_AT_MOST } from '../unread.ts'

export type { Named }
/** A mail as one person has it, without its text. */
export interface MailRow {
  readonly id: string
  readonly sent: boolean
  readonly at: Date
  readonly ref: string
  readonly sender: Named
  readonly recipients: readonly (Named & { readonly confirmedAt: string | null })[]
  readonly subject: string
  readonly important: boolean
  readonly notify: boolean
  readonly replyTo: string | null
  readonly plain: boolean
  readonly files: readonly { eventId: string; address: string; name: string; type: string; size: number }[]
  readonly state: 'waiting' | 'sent' | 'failed'
  readonly failure: string | null
  readonly unread: boolean
  readonly readAt: Date | null
  readonly markedUnread: boolean
  readonly deleted: boolean
  readonly roomId: string | null
  readonly eventId: string | null
}

const person = (alias: string) =>
  sql.raw(`jsonb_build_object('id', ${alias}.id, 'givenName', ${alias}.given_name, 'familyName', ${alias}.family_name)`)

/** Conversations that the person is in now: of one that they left, they keep nothing. What was never said is in none. */
const MINE = sql`
  mail_copy c
  join mail m on m.id = c.mail
  join mail_participant mine on mine.mail = c.ref and mine.person = c.person
    and (mine.left_at is null or c.sent and m.event_id is null)
  left join room_event e on e.event_id = m.event_id`
const UNREAD = sql<boolean>`(not c.sent and e.deleted_at is null and (c.read_at is null or c.unread_since is not null))`

const select = (which: RawBuilder<unknown>) => sql<MailRow>`
  select m.id, c.sent, c.at, m.ref, ${person('s')} as sender, m.subject, m.important, m.notify, m.reply_to as "replyTo", m.plain, m.state,
    m.failure, ${UNREAD} as unread, c.read_at as "readAt", c.unread_since is not null as "markedUnread",
    e.deleted_at is not null as deleted, r.room_id as "roomId", m.event_id as "eventId",
    (select coalesce(jsonb_agg(${person('p')} || jsonb_build_object('confirmedAt', k.confirmed_at) order by p.family_name, p.id), '[]')
     from mail_participant x join person p on p.id = x.person left join mail_copy k on k.person = x.person and k.mail = m.id
     where x.mail = m.ref and x.person <> m.sender) as recipients,
    (select coalesce(jsonb_agg(jsonb_build_object('eventId', f.event_id, 'address', f.address, 'name', f.name, 'type', f.type, 'size', f.size)
       order by f.part), '[]')
     from mail_file f where f.ref = m.ref and f.sender = m.sender and f.claimed = m.claimed and m.event_id is not null) as files
  from ${MINE} join person s on s.id = m.sender join room r on r.kind = 'mail' and r.ref = m.ref
  where ${which}`

export interface MailFilter extends Paging {
  readonly folder: 'received' | 'sent'
  readonly unread?: boolean | undefined
}
export async function listMails(db: Db, who: string, filter: MailFilter): Promise<Page<MailRow>> {
  const { folder, unread, search, cursor, limit } = filter
  const words = likeWords(search ?? '').map(
    (word) => sql`and (folded(m.subject) like folded(${word}) or exists (
      select from mail_participant x join person p on p.id = x.person
      where x.mail = m.ref and x.person <> ${who} and p.folded_words like folded(${word})))`,
  )
  const after = fromTimeCursor(cursor)
  const which = sql`c.person = ${who} and c.sent = ${folder === 'sent'}
    ${unread === undefined ? sql`` : unread ? sql`and ${UNREAD}` : sql`and not ${UNREAD}`}
    ${after === undefined ? sql`` : sql`and (c.at, c.mail) < (${after[0]}::timestamptz, ${after[1]})`}
    ${sql.join(words, sql` `)}
    order by c.at desc, c.mail desc limit ${limit + 1}`
  const { rows } = await select(which).execute(db)
  return pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.at.toISOString(), row.id],
  )
}

export async function findMailOf(db: Db | Transaction<Schema>, who: string, mail: string): Promise<MailRow | undefined> {
  const { rows } = await select(sql`c.person = ${who} and c.mail = ${mail}`).execute(db)
  return rows[0]
}

/** Received in the same conversation before this one, and unread: a receipt on it covers them. The newest first. */
export async function listUnreadBefore(db: Db, who: string, { ref, eventId }: MailRow, atMost: number): Promise<MailRow[]> {
  const before = sql`e.position < (select position from room_event where event_id = ${eventId})`
  const { rows } = await select(
    sql`c.person = ${who} and c.ref = ${ref} and ${UNREAD} and ${before} order by e.position desc limit ${atMost}`,
  ).execute(db)
  return rows
}

/** Mails, whatever the number of their files; COUNTED_AT_MOST means that many or more. */
export async function countUnreadMails(db: Db, who: string): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*)::int as unread from (select from ${MINE} where c.person = ${who} and ${UNREAD} limit ${COUNTED_AT_MOST}) as one`.execute(
    db,
  )
  return rows[0]?.unread ?? 0
}

/** The person says so by us: the receipt that tells the others comes besides, and may come late. Gives whether the sender is to be told. */
export async function setMailsRead(trx: Transaction<Schema>, who: string, mails: readonly string[], now: Date): Promise<boolean> {
  const { rows } = await sql<{ tell_read: boolean }>`
    update mail_copy c set read_at = coalesce(c.read_at, ${now}), confirmed_at = coalesce(c.confirmed_at, ${now}), unread_since = null,
      tell_read = c.tell_read or (m.notify and c.confirmed_at is null)
    from mail m where c.person = ${who} and c.mail = any(${mails}::text[]) and m.id = c.mail and not c.sent
    returning c.tell_read`.execute(trx)
  return rows.some(({ tell_read: tell }) => tell)
}
export async function setMailUnread(db: Db, who: string, mail: string, now: Date): Promise<void> {
  await sql`update mail_copy set unread_since = ${now} where person = ${who} and mail = ${mail} and not sent`.execute(db)
}

/** What a client marks is the room: the newest mail that came there is unread, or none of them is marked any more. */
export async function setRoomMarkedUnread(db: Db, localpart: string, roomId: string, unread: boolean, now: Date): Promise<void> {
  const mine = sql`
    select c.person, c.mail, c.at, c.unread_since from room r join person p on p.localpart = ${localpart}
    join mail_copy c on c.person = p.id and c.ref = r.ref and not c.sent where r.room_id = ${roomId} and r.kind = 'mail'`
  if (unread)
    await sql`update mail_copy c set unread_since = ${now} from (select * from (${mine}) as l order by at desc, mail desc limit 1) as last
      where c.person = last.person and c.mail = last.mail`.execute(db)
  else
    await sql`update mail_copy c set unread_since = null from (${mine}) as l
      where c.person = l.person and c.mail = l.mail and l.unread_since is not null`.execute(db)
}
/** Whether another mail of that conversation is marked as unread. */
export async function isAnyMarkedUnread(db: Db, who: string, ref: string): Promise<boolean> {
  const { rows } =
    await sql`select from mail_copy where person = ${who} and ref = ${ref} and not sent and unread_since is not null limit 1`.execute(db)
  return rows.length > 0
}

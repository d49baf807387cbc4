import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../connect.ts'
import type { Named } from './folders.ts'

/** Something to be told about a mail and one of its recipients. */
export interface ToTell {
  readonly mail: string
  readonly at: Date
  readonly plain: boolean
  readonly deleted: boolean
  readonly sender: Named
  /** The sender is still in the conversation. */
  readonly senderThere: boolean
  readonly recipient: Named
  readonly recipientThere: boolean
  readonly recipients: readonly Named[]
  readonly tellRead: boolean
  readonly tellAbsent: boolean
  readonly readAt: Date | null
  readonly confirmedAt: Date | null
  readonly absence: { readonly from: string; readonly until: string; readonly replacement: Named | null } | null
}

const person = (alias: string) =>
  sql.raw(`jsonb_build_object('id', ${alias}.id, 'givenName', ${alias}.given_name, 'familyName', ${alias}.family_name)`)
const AT_ONCE = 100

const list = async (db: Db, which: RawBuilder<unknown>): Promise<ToTell[]> => {
  const { rows } = await sql<ToTell>`
    select m.id as mail, m.at, m.plain, e.deleted_at is not null as deleted, ${person('s')} as sender, ${person('p')} as recipient,
      there.left_at is null as "senderThere", mine.left_at is null as "recipientThere",
      c.tell_read as "tellRead", c.tell_absent as "tellAbsent", c.read_at as "readAt", c.confirmed_at as "confirmedAt",
      (select jsonb_agg(${person('o')} order by o.family_name, o.id) from mail_participant x join person o on o.id = x.person
       where x.mail = m.ref and x.person <> m.sender) as recipients,
      (select jsonb_build_object('from', a.start_at, 'until', a.end_at, 'replacement', case when o.id is null then null else ${person('o')} end)
       from absence a left join person o on o.id = a.replacement and o.status = 'active'
       where a.person = c.person and a.start_at <= m.at and a.end_at > m.at) as absence
    from mail_copy c join mail m on m.id = c.mail join person s on s.id = m.sender join person p on p.id = c.person
    join mail_participant there on there.mail = m.ref and there.person = m.sender
    join mail_participant mine on mine.mail = m.ref and mine.person = c.person
    left join room_event e on e.event_id = m.event_id
    where ${which} order by c.at, c.mail, c.person limit ${AT_ONCE}`.execute(db)
  return rows
}

export const listNews = (db: Db): Promise<ToTell[]> => list(db, sql`(c.tell_read or c.tell_absent)`)
export async function setNewsTold(db: Db, { mail, recipient, tellRead, tellAbsent }: ToTell): Promise<void> {
  await sql`update mail_copy set tell_read = tell_read and not ${tellRead}, tell_absent = tell_absent and not ${tellAbsent}
    where mail = ${mail} and person = ${recipient.id}`.execute(db)
}

/** Important mails that came before that instant, and for which this comes next. */
export const listWaits = (db: Db, next: 'reminder' | 'sender', before: Date): Promise<ToTell[]> =>
  list(db, sql`c.waits = ${next} and c.at <= ${before}`)
export async function setWaits(db: Db, { mail, recipient }: ToTell, next: 'sender' | null): Promise<void> {
  await sql`update mail_copy set waits = ${next} where mail = ${mail} and person = ${recipient.id}`.execute(db)
}

import { type Transaction, sql } from 'kysely'
import type { RoomKindName } from 'policies'
import type { Schema } from '../schema.ts'
import { roomsOf, unreadIn } from '../unread.ts'

type Trx = Transaction<Schema>
export interface ToldNews {
  readonly kind: RoomKindName
  readonly ref: string
  readonly count: number
  readonly firstAt: Date
  /** The newest of them. */
  readonly eventId: string
}

/** What a person has not read and was not told of by e-mail, in each room where they are now. */
export async function listNews(trx: Trx, person: string, now: Date): Promise<ToldNews[]> {
  const { rows } = await sql<ToldNews>`/* prepared: list-email-news */
    select r.kind, r.ref, u.count, u.first_at as "firstAt",
      (select e.event_id from room_event e where e.kind = r.kind and e.ref = r.ref and e.position = u.position limit 1) as "eventId"
    ${roomsOf(sql`${person}::text`, now)}
    left join email_told told on told.person = p.id and told.kind = r.kind and told.ref = r.ref
    left join room_event last on last.event_id = told.event_id
    cross join lateral (
      select count(*)::int as count, min(at) as first_at, max(position) as position from (${unreadIn}) as one
      where one.position > coalesce(last.position, told.position, 0)
    ) as u
    where u.count > 0 order by r.kind, r.ref`.execute(trx)
  return rows
}

/** From here on they were told of it. */
export async function setTold(trx: Trx, person: string, news: readonly ToldNews[]): Promise<void> {
  if (news.length === 0) return
  await sql`
    insert into email_told (person, kind, ref, event_id, position)
    select ${person}, e.kind, e.ref, e.event_id, e.position
    from room_event e where e.event_id = any(${news.map(({ eventId }) => eventId)}::text[])
    on conflict (person, kind, ref) do update set event_id = excluded.event_id, position = excluded.position`.execute(trx)
}

export interface EmailPast {
  readonly lastImmediateAt: Date | null
  readonly lastDigestDay: string | null
  readonly lastReadAt: Date | null
}
export async function readEmailPast(trx: Trx, person: string): Promise<EmailPast> {
  const { rows } = await sql<EmailPast>`
    select (select max(prepared_at) from email_out where person = ${person} and sort = 'immediate' and counts <> '[]') as "lastImmediateAt",
      (select max(local_day)::text from email_out where person = ${person}) as "lastDigestDay",
      (select max(at) from receipt where person = ${person}) as "lastReadAt"`.execute(trx)
  return rows[0] ?? { lastImmediateAt: null, lastDigestDay: null, lastReadAt: null }
}

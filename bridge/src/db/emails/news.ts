import { type Transaction, sql } from 'kysely'
import type { RoomKindName } from 'policies'
import { type News, NEWS_IN, NEWS_OF } from '../../core/wishes.ts'
import type { Schema } from '../schema.ts'
import { roomsOf, unreadIn } from '../unread.ts'

type Trx = Transaction<Schema>
export interface ToldNews {
  readonly news: News
  readonly kind: RoomKindName
  readonly ref: string
  readonly count: number
  readonly firstAt: Date
  /** The newest of them. */
  readonly eventId: string
}

/** Which rooms hold news of a sort: all that is said there, or what is said there of some types. */
const SOURCES = [
  ...Object.entries(NEWS_IN).map(([kind, news]) => ({ kind, news, types: null })),
  ...[...Map.groupBy(Object.entries(NEWS_OF), ([, news]) => news)].map(([news, of]) => ({
    kind: 'notifications',
    news,
    types: of.map(([type]) => type),
  })),
]

/** What a person has not read and was not told of by e-mail, of each sort in each room where they are now. One notification may tell of several circles. */
export async function listNews(trx: Trx, person: string, now: Date): Promise<ToldNews[]> {
  const { rows } = await sql<ToldNews>`/* prepared: list-email-news */
    select s.news, r.kind, r.ref, u.count, u.first_at as "firstAt",
      (select e.event_id from room_event e where e.kind = r.kind and e.ref = r.ref and e.position = u.position limit 1) as "eventId"
    ${roomsOf(sql`${person}::text`, now)}
    join jsonb_to_recordset(${JSON.stringify(SOURCES)}::jsonb) as s(kind text, news text, types jsonb) on s.kind = r.kind
    left join email_told told on told.person = p.id and told.kind = r.kind and told.ref = r.ref and told.news = s.news
    left join room_event last on last.event_id = told.event_id
    cross join lateral (
      select coalesce(sum(greatest(1, coalesce(jsonb_array_length(n.about -> 'circles'), 1))), 0)::int as count, min(one.at) as first_at, max(one.position) as position
      from (${unreadIn}) as one
      left join notification n on s.types is not null and n.event_id = one.event_id and n.person = p.id and s.types ? n.type
      where one.position > coalesce(last.position, told.position, 0) and (s.types is null or n.id is not null)
    ) as u
    where u.count > 0 order by r.kind, r.ref, s.news`.execute(trx)
  return rows
}

/** From here on they were told of it. */
export async function setTold(trx: Trx, person: string, news: readonly ToldNews[]): Promise<void> {
  if (news.length === 0) return
  const told = JSON.stringify(news.map(({ news: sort, eventId }) => ({ news: sort, event_id: eventId })))
  await sql`
    insert into email_told (person, kind, ref, news, event_id, position)
    select ${person}, e.kind, e.ref, t.news, e.event_id, e.position
    from jsonb_to_recordset(${told}::jsonb) as t(news text, event_id text) join room_event e on e.event_id = t.event_id
    on conflict (person, kind, ref, news) do update set event_id = excluded.event_id, position = excluded.position`.execute(trx)
}

export interface EmailPast {
  readonly lastImmediateAt: Date | null
  readonly lastDigestDay: string | null
  readonly lastReadAt: Date | null
}
export async function readEmailPast(trx: Trx, person: string): Promise<EmailPast> {
  const { rows } = await sql<EmailPast>`
    select (select max(prepared_at) from email_out where person = ${person} and sort = 'immediate') as "lastImmediateAt",
      (select max(local_day)::text from email_out where person = ${person}) as "lastDigestDay",
      (select max(at) from receipt where person = ${person}) as "lastReadAt"`.execute(trx)
  return rows[0] ?? { lastImmediateAt: null, lastDigestDay: null, lastReadAt: null }
}

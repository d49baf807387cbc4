import { type Transaction, sql } from 'kysely'
import type { RoomKindName } from 'policies'
import { type News, NEWS_IN, NEWS_OF } from '../../core/wishes.ts'
import type { Db } from '../connect.ts'
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

/** Unread events `one` of a source `s`, with the notification `n` that each of them is. */
const unreadOfSource = sql`(${unreadIn}) as one
  left join notification n on s.types is not null and n.event_id = one.event_id and n.person = p.id and s.types ? n.type
  where (s.types is null or n.id is not null)`
const sources = sql`jsonb_to_recordset(${JSON.stringify(SOURCES)}::jsonb) as s(kind text, news text, types jsonb)`

/** What a person has not read and was not told of by e-mail, of each sort in each room where they are now. One notification may tell of several circles. */
export async function listNews(trx: Trx, person: string, now: Date): Promise<ToldNews[]> {
  const { rows } = await sql<ToldNews>`/* prepared: list-email-news */
    select s.news, r.kind, r.ref, u.count, u.first_at as "firstAt",
      (select e.event_id from room_event e where e.kind = r.kind and e.ref = r.ref and e.position = u.position limit 1) as "eventId"
    ${roomsOf(sql`${person}::text`, now)}
    join ${sources} on s.kind = r.kind
    left join email_told told on told.person = p.id and told.kind = r.kind and told.ref = r.ref and told.news = s.news
    left join room_event last on last.event_id = told.event_id
    cross join lateral (
      select coalesce(sum(greatest(1, coalesce(jsonb_array_length(n.about -> 'circles'), 1))), 0)::int as count, min(one.at) as first_at, max(one.position) as position
      from ${unreadOfSource} and one.position > coalesce(last.position, told.position, 0)
    ) as u
    where u.count > 0 order by r.kind, r.ref, s.news`.execute(trx)
  return rows
}

/** From here on they were told of it: `emailed`, by this e-mail. */
export async function setTold(trx: Trx, person: string, news: readonly ToldNews[], emailed: string | null): Promise<void> {
  if (news.length === 0) return
  const told = sql`jsonb_to_recordset(${JSON.stringify(news.map((one) => ({ news: one.news, event_id: one.eventId })))}::jsonb) as t(news text, event_id text)
    join room_event e on e.event_id = t.event_id`
  if (emailed !== null)
    await sql`
      insert into email_news (email, kind, ref, news, after_event, after_position, event_id, position)
      select ${emailed}, e.kind, e.ref, t.news, before.event_id, coalesce(before.position, 0), e.event_id, e.position
      from ${told} left join email_told before on before.person = ${person} and before.kind = e.kind and before.ref = e.ref and before.news = t.news`.execute(
      trx,
    )
  await sql`
    insert into email_told (person, kind, ref, news, event_id, position)
    select ${person}, e.kind, e.ref, t.news, e.event_id, e.position from ${told}
    on conflict (person, kind, ref, news) do update set event_id = excluded.event_id, position = excluded.position`.execute(trx)
}

/** Whether the person has still something to read of what this e-mail tells of. */
export async function isStillNews(db: Db, email: string, person: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ news: boolean }>`
    select not exists (select from email_news where email = ${email}) or exists (
      select ${roomsOf(sql`${person}::text`, now)}
      join email_news m on m.email = ${email} and m.kind = r.kind and m.ref = r.ref
      join ${sources} on s.kind = r.kind and s.news = m.news
      left join room_event before on before.event_id = m.after_event
      left join room_event last on last.event_id = m.event_id
      where exists (
        select from ${unreadOfSource} and one.position > coalesce(before.position, m.after_position) and one.position <= coalesce(last.position, m.position)
      )
    ) as news`.execute(db)
  return rows[0]?.news ?? false
}

/** This e-mail certainly did not arrive: what it tells of is told by the next one, unless another one told of more meanwhile. */
export async function setUntold(trx: Trx, email: string, person: string): Promise<void> {
  // Whoever looks at the person now has read up to where they were told.
  await trx.selectFrom('email_due').select('person').where('person', '=', person).forUpdate().execute()
  const same = sql`from email_news m where m.email = ${email} and told.person = ${person} and told.kind = m.kind and told.ref = m.ref
    and told.news = m.news and told.event_id = m.event_id`
  await sql`delete from email_told told where exists (select ${same} and m.after_event is null)`.execute(trx)
  await sql`update email_told told set event_id = m.after_event, position = m.after_position ${same}`.execute(trx)
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

import { type Kysely, sql } from 'kysely'

/** What people were told of by e-mail is known for each sort of news: a room of notifications holds several, of different rhythms. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table email_told add column news text`,
  // Nothing that was said in notifications before this was to be told by e-mail.
  `delete from email_told where kind not in ('mail', 'journal', 'liaison', 'documents')`,
  `update email_told set news = case kind when 'documents' then 'document' else kind end`,
  `alter table email_told
     drop constraint email_told_pkey,
     alter column news set not null,
     add check (news in ('mail', 'journal', 'liaison', 'circle-change', 'read-confirmation', 'document')),
     add primary key (person, kind, ref, news)`,
  `insert into email_told (person, kind, ref, news, event_id, position)
     select p.id, r.kind, r.ref, n.news, e.event_id, e.position
     from room r join person p on p.id = r.ref
     cross join lateral (select event_id, position from room_event where kind = r.kind and ref = r.ref order by position desc limit 1) as e
     cross join (values ('circle-change'), ('read-confirmation')) as n(news)
     where r.kind = 'notifications'`,
  `update email_out set counts = (
     select coalesce(jsonb_agg(jsonb_build_object(
       'news', case c->>'kind' when 'documents' then 'document' else c->>'kind' end, 'count', c->'messages', 'rooms', c->'rooms')), '[]')
     from jsonb_array_elements(counts) as c)`,
  // What an e-mail tells of, while it waits: of one sort in one room, after one event (null: from the first on) up to another.
  `create table email_news (
     email bigint not null references email_out on delete cascade,
     kind text not null,
     ref text not null,
     news text not null,
     after_event text,
     after_position bigint not null,
     event_id text not null,
     position bigint not null,
     primary key (email, kind, ref, news)
   )`,
  `create index notification_event on notification (event_id) where event_id is not null`,
]

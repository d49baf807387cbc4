import { type Kysely, sql } from 'kysely'

/** E-mail: who is to be looked at, what goes out, what people were told of, which addresses do not work. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // noted_at: the oldest news that nobody has looked at; due_at: what was looked at and has to wait until then.
  `create table email_due (
     person text primary key references person,
     noted_at timestamptz,
     due_at timestamptz,
     check (noted_at is not null or due_at is not null)
   )`,
  `create index email_due_noted on email_due (noted_at) where noted_at is not null`,
  `create index email_due_at on email_due (due_at) where due_at is not null`,

  `create table email_out (
     id bigint generated always as identity primary key,
     person text not null references person,
     sort text not null check (sort in ('immediate', 'digest')),
     local_day date check ((sort = 'digest') = (local_day is not null)),
     -- The same at every try: whoever receives it twice sees that it is one.
     message_id text not null unique,
     language text not null check (language in ('fr', 'en')),
     counts jsonb not null,
     state text not null default 'prepared' check (state in ('prepared', 'sending', 'sent', 'failed')),
     cause text,
     attempts integer not null default 0,
     prepared_at timestamptz not null,
     next_try_at timestamptz not null,
     sent_at timestamptz,
     unique (person, local_day)
   )`,
  `create index email_out_to_send on email_out (next_try_at) where state in ('prepared', 'sending')`,
  `create index email_out_of_person on email_out (person, sort, prepared_at)`,
  `create index email_out_old on email_out (prepared_at)`,

  // Told up to this event; its position is looked up, for rooms may be numbered anew.
  `create table email_told (
     person text not null references person,
     kind text not null,
     ref text not null,
     event_id text not null,
     position bigint not null,
     primary key (person, kind, ref),
     foreign key (kind, ref) references room
   )`,

  // Refusals in a row of one address; another address of the same person begins anew.
  `create table email_address (
     person text primary key references person,
     address text not null,
     failures integer not null default 0,
     suspended_at timestamptz
   )`,
  `create index email_suspended on email_address (person) where suspended_at is not null`,
]

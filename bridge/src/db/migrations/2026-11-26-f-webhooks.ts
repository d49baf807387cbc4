import { type Kysely, sql } from 'kysely'

/** Who is told by HTTP of what happens, up to where each was told, and what became of each telling. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // Secrets are kept as they are: a signature needs them. Who reads this table reads everything else too.
  `create table webhook (
     id text primary key,
     name text not null,
     url text not null,
     kinds text[] not null check (cardinality(kinds) > 0),
     circle text,
     secret text not null,
     previous_secret text,
     previous_until timestamptz,
     created_by text not null,
     created_at timestamptz not null,
     paused_at timestamptz,
     pause_cause text check (pause_cause in ('asked', 'gone')),
     cursor bigint not null,
     check ((paused_at is null) = (pause_cause is null)),
     check ((previous_secret is null) = (previous_until is null))
   )`,

  // One per event and receiver, which is also what names it to the receiver. Events of one lane go one after the other.
  `create table webhook_delivery (
     webhook text not null references webhook on delete cascade,
     event bigint not null references event,
     lane text not null,
     state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
     attempts integer not null default 0,
     since timestamptz not null,
     next_try_at timestamptz not null,
     last_try_at timestamptz,
     last_status integer,
     last_cause text,
     primary key (webhook, event)
   )`,
  `create index webhook_delivery_waiting on webhook_delivery (webhook, lane, event) where state = 'waiting'`,
  `create index webhook_delivery_due on webhook_delivery (next_try_at) where state = 'waiting'`,
  `create index webhook_delivery_by_state on webhook_delivery (webhook, state, event)`,
  `create index webhook_delivery_old on webhook_delivery (state, last_try_at) where state <> 'waiting'`,
  `create index event_at on event using brin (at)`,
]

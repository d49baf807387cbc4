import { type Kysely, sql } from 'kysely'

/** Browsers that are told of new messages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table push_subscription (
     pushkey text primary key,
     person text not null references person,
     device text not null,
     endpoint text not null unique,
     p256dh text not null,
     auth text not null,
     created_at timestamptz not null,
     set_at timestamptz,
     unique (person, device)
   )`,
]

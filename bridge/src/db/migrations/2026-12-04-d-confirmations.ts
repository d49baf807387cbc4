import { type Kysely, sql } from 'kysely'

/** When whoever has a session of the console gave their password again, for what is dangerous. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table console_session add column confirmed_at timestamptz`.execute(db)
}

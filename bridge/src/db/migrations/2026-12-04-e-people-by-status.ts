import { type Kysely, sql } from 'kysely'

/** Few are suspended: whoever looks for them does not go through everybody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index person_by_status on person (status, folded(family_name || ' ' || given_name), id)`.execute(db)
}

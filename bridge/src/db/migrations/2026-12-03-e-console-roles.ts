import { type Kysely, sql } from 'kysely'

/** Who uses the console without administering. An administrator has every right of it already. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table person add column console_role text check (console_role in ('auditor', 'support')),
    add check (not administrator or console_role is null)`.execute(db)
}

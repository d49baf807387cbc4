import { type Kysely, sql } from 'kysely'

/** What kind of act each held input is, and departures that wait, by structure; and work that is queued again without putting off what is queued. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table held_input add column kind text not null generated always as (input ->> 'kind') stored`,
  `create index held_departure_of_structure on held_input ((input ->> 'structure'), held desc, position desc) where kind = 'departure'`,
  // The same key again collapses with what has not begun: at the earlier of the two instants, with the more urgent of the two priorities.
  // Whoever calls it holds the row of the subject, so that nobody queues the same meanwhile; a function, since it has to see what was
  // committed while its caller waited for that row.
  `create function queue_sooner(task text, payload json, key text, run_at timestamptz, priority int) returns void language plpgsql as $$
   declare
     known record;
   begin
     select j.run_at, j.priority into known from graphile_worker.jobs j where j.key = queue_sooner.key and j.locked_at is null;
     perform graphile_worker.add_job(task, payload := queue_sooner.payload, run_at := least(queue_sooner.run_at, known.run_at),
       max_attempts := 1000, job_key := queue_sooner.key, priority := least(queue_sooner.priority, known.priority));
   end $$`,
]

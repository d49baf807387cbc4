import { Client } from 'pg'
import { STRUCTURE } from './registry.ts'

// Fewer than in real life: filling is most of the time that this measure takes.
const PEOPLE_PER_CIRCLE = 4

/** Circles that the registry holds, without a room in the homeserver: their number is what matters. */
export async function fillRegistry(databaseUrl: string, circles: number): Promise<void> {
  const people = Math.max(30, Math.floor(circles / 5))
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const made = (sql: string, values: unknown[]) => client.query(sql, values)
  try {
    await made(
      `insert into person (id, given_name, family_name, profession, status, administrator, localpart, account_state)
       select 'filler-' || i, 'Prénom' || i, 'Famille' || (i % 997), 'Infirmière', 'active', false, 'filler-' || i, 'ready'
       from generate_series(1, $1::int) as i`,
      [people],
    )
    await made(
      `insert into patient (id, display_name, identifiers) select 'filler-' || i, 'Patient ' || (i % 9973) || ' Usager' || i, '[]' from generate_series(1, $1::int) as i`,
      [circles],
    )
    await made(
      `insert into circle (id, patient, structure, status) select 'filler-' || i, 'filler-' || i, $2, 'active' from generate_series(1, $1::int) as i`,
      [circles, STRUCTURE],
    )
    await made(
      `insert into circle_membership (circle, person, source, role, start_at, requested_by)
       select 'filler-' || i, 'filler-' || (1 + (i * 7 + j * 13) % $2::int), 'remplissage', 'Intervenant', now() - interval '30 days', 'remplissage'
       from generate_series(1, $1::int) as i, generate_series(1, $3::int) as j`,
      [circles, people, PEOPLE_PER_CIRCLE],
    )
    await made(
      `insert into presence (scope, ref, person, role, since)
       select distinct 'circle', circle, person, role, start_at from circle_membership where source = 'remplissage'`,
      [],
    )
    await made(RECORDED, [])
    await made(
      `insert into room (kind, ref, scope, in_step, checked_at) select 'journal', 'filler-' || i, 'circle', true, now() from generate_series(1, $1::int) as i`,
      [circles],
    )
    // What autovacuum would begin in the middle of a measure.
    await made('vacuum (analyze)', [])
    await made('checkpoint', [])
  } finally {
    await client.end()
  }
}

/** The events of all that, in the chain of the others (bridge/src/db/event-chain.ts). */
const RECORDED = `do $$
  declare
    previous bytea := (select hash from event_chain);
    made record;
  begin
    for made in
      select event.*, sha256('') as hash from (
        select nextval('event_id') as id, start_at as at, type, circle, person, source, case type when 'membership.added'
          then jsonb_build_object('role', role, 'start', start_at, 'end', null) end as after
        from circle_membership cross join unnest(array['membership.added', 'member.joined']) as type where source = 'remplissage'
      ) as event order by id
    loop
      made.hash := sha256(previous || convert_to(array_to_json(array[made.id::text, made.id::text,
        to_char(made.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), made.type, made.circle, made.person, null, null, made.source, made.source,
        null, null, made.after::text])::text, 'UTF8'));
      insert into event (id, batch, at, type, circle, person, source, by, after, previous, hash)
        values (made.id, made.id, made.at, made.type, made.circle, made.person, made.source, made.source, made.after, previous, made.hash);
      previous := made.hash;
    end loop;
    update event_chain set hash = previous, last_id = (select max(id) from event), length = (select count(*) from event);
  end $$`

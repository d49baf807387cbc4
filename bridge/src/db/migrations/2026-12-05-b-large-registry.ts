import { type Kysely, sql } from 'kysely'

/** A list, a filter or a search costs among 50,000 circles what it costs among 500. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // To find the periods of a person PostgreSQL chose the index of this constraint, in which that costs a walk through half of it, over the
  // one made for that. Periods that are empty overlap none, so they may be left out; and what leaves some out is not chosen for finding all.
  ...[
    ['circle_membership', 'circle'],
    ['employment', 'structure'],
  ].map(
    ([table, subject]) => `alter table ${table}
     drop constraint ${table}_${subject}_person_source_tstzrange_excl,
     add constraint ${table}_said_once
       exclude using gist (${subject} with =, person with =, source with =, tstzrange(start_at, end_at) with &&)
       where (not isempty(tstzrange(start_at, end_at)))`,
  ),

  // Folding a name takes longer than reading a row: it is done when the name is given. Of patients the index alone tells then whether a word
  // is in it.
  `drop index patient_by_name, patient_search`,
  `alter table patient add column folded_name text not null generated always as (folded(display_name)) stored`,
  `create index patient_by_name on patient (folded_name, id)`,
  `create index patient_search on patient using gin (folded_name gin_trgm_ops)`,
  `drop index person_by_name, person_by_status, person_search`,
  `alter table person
     add column folded_name text not null generated always as (folded(family_name || ' ' || given_name)) stored,
     add column folded_words text not null generated always as (folded(given_name || ' ' || family_name || ' ' || profession)) stored`,
  `create index person_by_name on person (folded_name, id)`,
  `create index person_by_status on person (status, folded_name, id)`,
  `create index person_search on person using gin (folded_words gin_trgm_ops)`,

  `create index circle_by_status on circle (status, patient)`,
  // Nothing is known of a new column until then: a rewritten table counts as unchanged.
  `analyze patient, person`,
]

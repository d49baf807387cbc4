import { type Kysely, sql } from 'kysely'

/** Links by which people choose a password, and how often may be asked for one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // No token: it is made anew from the identifier and a secret of the environment.
  `create table access_link (
     id uuid primary key default gen_random_uuid(),
     person text not null references person,
     -- The same request, worked on twice, makes one link.
     request uuid not null,
     purpose text not null check (purpose in ('forgotten', 'invitation')),
     issued_at timestamptz not null,
     expires_at timestamptz not null check (expires_at > issued_at),
     used_at timestamptz,
     -- By a newer one, another password, another address, a suspension.
     ended_at timestamptz,
     unique (request, person),
     check (used_at is null or ended_at is null)
   )`,
  `create unique index access_link_open on access_link (person) where used_at is null and ended_at is null`,
  `create index access_link_of_person on access_link (person, issued_at)`,

  // How much of a kind of try is left, by a digest of who tries or for whom.
  `create table access_allowance (
     key bytea primary key,
     tokens double precision not null,
     at timestamptz not null
   )`,

  `create index person_email on person (lower(email)) where email is not null`,

  `alter table email_out drop constraint email_out_sort_check`,
  `alter table email_out
     add column access_link uuid unique references access_link on delete cascade,
     add check (sort in ('immediate', 'digest', 'access')),
     add check ((sort = 'access') = (access_link is not null))`,
]

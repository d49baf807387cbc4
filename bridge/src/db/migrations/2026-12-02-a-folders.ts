import { type Kysely, sql } from 'kysely'

/**
 * Folders of internal documents, one room each, and the sub-spaces in which a DAC finds them and its journals. The one room of documents
 * that a DAC had becomes its first folder, under the identifier that the creation of the room names.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const again = `in_step = false, change = change + 1, dirty_since = coalesce(dirty_since, now()), next_try_at = now()`
const STATEMENTS = [
  `create table folder (
     id text primary key default gen_random_uuid()::text,
     structure text not null references structure,
     name text not null check (name <> ''),
     folded_name text not null generated always as (folded(name)) stored,
     created_at timestamptz not null,
     archived_at timestamptz,
     version integer not null default 1
   )`,
  `create unique index folder_name on folder (structure, folded_name) where archived_at is null`,
  `create index folder_of_structure on folder (structure, folded_name, id)`,

  // One sub-space for each person and DAC: the journals that they follow there.
  `create table journal_space (
     id text primary key default gen_random_uuid()::text,
     structure text not null references structure,
     person text not null references person,
     unique (structure, person)
   )`,
  `create index journal_space_of_person on journal_space (person, structure)`,

  // Whose membership a room follows is not always what it is about: folders follow the staff of their structure.
  `alter table room drop constraint room_scope_check`,
  `alter table room add constraint room_scope_check check (scope in ('circle', 'staff', 'journals', 'mail', 'person'))`,
  `alter table room add column structure text references structure`,
  `update room set structure = ref where kind = 'documents'`,
  `alter table room add constraint room_in_structure check (kind not in ('documents', 'journals-space') or structure is not null)`,
  `alter table room add column members_of text not null generated always as (case when kind = 'documents' then structure else ref end) stored`,
  `create index room_by_members on room (scope, members_of)`,

  `create or replace view belonging as
     select 'circle'::text as scope, circle as ref, person, role, true as writes, source, start_at, end_at from circle_membership
     union all
     select 'staff'::text, employment.structure, person, role, role in ('editor', 'manager'), source, start_at, end_at
     from employment join structure on structure.id = employment.structure and structure.dac
     union all
     select 'mail'::text, mail, person, 'correspondant', true, 'messagerie', start_at, left_at from mail_participant
     union all
     select 'person'::text, id, id, 'destinataire', true, 'messagerie', 'epoch'::timestamptz, null from person
     union all
     select 'journals'::text, j.id, j.person, e.role, false, e.source, e.start_at, e.end_at
     from journal_space j join employment e on e.structure = j.structure and e.person = j.person
       join structure s on s.id = j.structure and s.dac`,

  `insert into folder (id, structure, name, created_at)
   select s.id, s.id, 'Documents généraux', now() from structure s
   where s.dac or exists (select from room r where r.kind = 'documents' and r.ref = s.id)`,
  `insert into room (kind, ref, scope, structure, in_step) select 'documents', f.id, 'staff', f.structure, false from folder f on conflict do nothing`,
  `insert into room (kind, ref, scope, in_step) select 'documents-space', f.id, 'staff', false from folder f`,
  `insert into journal_space (structure, person)
   select distinct e.structure, e.person from employment e join structure s on s.id = e.structure and s.dac`,
  `insert into room (kind, ref, scope, structure, in_step) select 'journals-space', j.id, 'journals', j.structure, false from journal_space j`,
  `update room set ${again} where kind in ('space', 'documents', 'documents-space', 'journals-space')`,

  // A document of a folder: its title, and the document of which it is a version.
  `alter table document add column structure text references structure,
     add column title text,
     add column series text,
     add column version integer not null default 1,
     add column newest boolean not null default true,
     add column folded_text text not null generated always as (folded(coalesce(title || ' ', '') || name)) stored`,
  `update document set structure = ref, title = name, series = event_id where kind = 'documents'`,
  `create index document_of_structure on document (structure, at, event_id) where newest and structure is not null`,
  `create index document_of_folder on document (ref, at, event_id) where newest and structure is not null`,
  `create index document_by_depositor on document (structure, person) where newest and structure is not null`,
  `create index document_series on document (series) where series is not null`,
  `create index document_search on document using gin (folded_text gin_trgm_ops) where newest and structure is not null`,
  // Which document follows which outlives the documents: what followed one that was removed stays in its series.
  `create table document_link (
     event_id text primary key references room_event on delete cascade,
     ref text not null,
     replies_to text,
     series text not null
   )`,
  `create index document_replies on document_link (ref, replies_to) where replies_to is not null`,
  `insert into document_link (event_id, ref, series) select event_id, ref, event_id from document where kind = 'documents'`,
  // Captions and what follows what were not kept: the rooms are read anew.
  `update timeline_check c set rebuilding = true where kind = 'documents' and exists (select from document d where d.kind = c.kind and d.ref = c.ref)`,
]

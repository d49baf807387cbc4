import { type Kysely, sql } from 'kysely'

/** What was said of where people belong, by whom it is looked for; and up to what rooms have followed it, since when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** As db/movements.ts says it, word for word. */
const IS_MOVEMENT = `type in ('membership.added', 'membership.changed', 'membership.ended', 'membership.cancelled',
  'employment.added', 'employment.changed', 'employment.ended', 'employment.cancelled')`

const STATEMENTS = [
  `create index movement on event (id) where ${IS_MOVEMENT}`,
  `create index movement_of_source on event (source, id) where ${IS_MOVEMENT}`,
  `create index movement_of_person on event (person, id) where ${IS_MOVEMENT}`,
  // Those to come.
  `create index circle_membership_start on circle_membership (start_at)`,
  `create index employment_start on employment (start_at)`,

  `create table room_followed (
     kind text not null,
     ref text not null,
     event bigint not null,
     at timestamptz,
     primary key (kind, ref, event),
     foreign key (kind, ref) references room on delete cascade
   )`,
  // Rooms that are in step have followed everything; since when was not kept.
  `insert into room_followed (kind, ref, event)
     select kind, ref, id from (
       select r.kind, r.ref, (select max(id) from event where circle = r.members_of) as id from room r where r.scope = 'circle' and r.in_step
       union all
       select r.kind, r.ref, (select max(id) from event where structure = r.members_of) from room r where r.scope = 'staff' and r.in_step
     ) as followed where id is not null`,

  // Structures by what they are.
  `create index structure_of_kind on structure (kind, folded(name), id)`,
  `create index structure_dac on structure (folded(name), id) where dac`,
]

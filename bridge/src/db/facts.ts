import type { Correspondents, RoomKindName, Someone } from 'policies'
import { type CompiledQuery, sql } from 'kysely'
import { displayName } from '../core/names.ts'
import { isService } from '../core/ids.ts'
import { isRoomKind } from '../core/rooms/index.ts'
import type { Db } from './connect.ts'
import { findServiceFacts } from './services.ts'

export interface RoomFacts {
  readonly room: {
    readonly kind: RoomKindName
    readonly ref: string
    readonly roomId: string | null
    readonly closed: boolean
    readonly correspondents: Correspondents | undefined
  } | null
  readonly actor: Someone
  readonly subject: Someone
  /** How the registry names the subject; null for a stranger. */
  readonly subjectName: string | null
}

interface Row {
  kind: string | null
  ref: string | null
  room_id: string | null
  closed: boolean
  correspondents: Correspondents | null
  actor_status: Someone['status'] | null
  actor_belongs: boolean
  actor_writes: boolean
  actor_manages: boolean
  subject_status: Someone['status'] | null
  subject_belongs: boolean
  subject_writes: boolean
  subject_manages: boolean
  given_name: string | null
  family_name: string | null
  profession: string | null
}

/** "Belongs now" of one person, in the room found; writes and manages imply belongs. */
const belongs = (person: string) => `
  left join lateral (
    select true as belongs, bool_or(writes) as writes, bool_or(manages) as manages from (
      select true as writes, false as manages from circle_membership m
        where r.scope = 'circle' and m.circle = r.ref and m.person = ${person}.id and m.start_at <= $5 and (m.end_at is null or m.end_at > $5)
      union all
      select e.role in ('editor', 'manager'), e.role = 'manager' from employment e join structure s on s.id = e.structure and s.dac
        where r.scope = 'staff' and e.structure = r.members_of and e.person = ${person}.id and e.start_at <= $5 and (e.end_at is null or e.end_at > $5)
      union all
      select false, false from journal_space j join employment e on e.structure = j.structure and e.person = j.person
        join structure s on s.id = e.structure and s.dac
        where r.scope = 'journals' and j.id = r.ref and j.person = ${person}.id and e.start_at <= $5 and (e.end_at is null or e.end_at > $5)
      union all
      select true, false from mail_participant m
        where r.scope = 'mail' and m.mail = r.ref and m.person = ${person}.id and m.start_at <= $5 and (m.left_at is null or m.left_at > $5)
      union all
      select true, false where r.scope = 'person' and r.ref = ${person}.id
    ) as now having count(*) > 0
  ) as ${person}_in on true`

/** How those stand to whom the actor writes in a room of mail. */
const CORRESPONDENTS = `
  left join lateral (
    select case
      when bool_or(m.left_at <= $5) then 'left'
      when bool_or(p.status = 'departed') then 'departed'
      when bool_or(p.status = 'suspended') then 'suspended'
      when count(*) > 0 then 'reachable' end as correspondents
    from mail_participant m join person p on p.id = m.person
    where r.scope = 'mail' and m.mail = r.ref and m.person is distinct from actor.id
  ) as others on r.scope = 'mail'`

/**
 * One query for everything that a rule may look at. A room that has no identifier yet is known by the marker of its
 * creation event ($2, $3) while the bridge is making it; once it has one, the marker of another room proves nothing.
 */
const FACTS = `/* prepared: facts */
  select r.kind, r.ref, r.room_id, coalesce(c.status = 'closed', f.archived_at is not null) as closed, others.correspondents,
    actor.status as actor_status, coalesce(actor_in.belongs, false) as actor_belongs, coalesce(actor_in.writes, false) as actor_writes,
    coalesce(actor_in.manages, false) as actor_manages, coalesce(subject_in.manages, false) as subject_manages,
    subject.status as subject_status, coalesce(subject_in.belongs, false) as subject_belongs, coalesce(subject_in.writes, false) as subject_writes,
    subject.given_name, subject.family_name, subject.profession
  from (select 1) as one
  left join room r on r.room_id = $1 or ($2::text is not null and r.kind = $2 and r.ref = $3 and r.room_id is null)
  left join circle c on r.scope = 'circle' and c.id = r.ref
  left join folder f on r.kind = 'documents' and f.id = r.ref
  left join person actor on actor.localpart = $4
  left join person subject on subject.localpart = $6
  ${belongs('actor')} ${belongs('subject')} ${CORRESPONDENTS}`

export async function findFacts(
  db: Db,
  ask: { roomId: string | null; marker: { kind: string; id: string } | null; actor: string | null; subject: string | null; now: Date },
): Promise<RoomFacts> {
  const parameters = [ask.roomId, ask.marker?.kind ?? null, ask.marker?.id ?? null, ask.actor, ask.now, ask.subject]
  const { rows } = await db.executeQuery<Row>(compiled(parameters))
  const row = rows[0]
  if (row === undefined) throw new Error('the query of facts gave no row')
  const facts: RoomFacts = {
    room:
      row.kind !== null && row.ref !== null && isRoomKind(row.kind)
        ? { kind: row.kind, ref: row.ref, roomId: row.room_id, closed: row.closed, correspondents: row.correspondents ?? undefined }
        : null,
    actor: { status: row.actor_status ?? 'stranger', belongs: row.actor_belongs, writes: row.actor_writes, manages: row.actor_manages },
    subject: {
      status: row.subject_status ?? 'stranger',
      belongs: row.subject_belongs,
      writes: row.subject_writes,
      manages: row.subject_manages,
    },
    subjectName:
      row.given_name === null || row.family_name === null || row.profession === null
        ? null
        : displayName({ givenName: row.given_name, familyName: row.family_name, profession: row.profession }),
  }
  return [ask.actor, ask.subject].some((localpart) => localpart !== null && isService(localpart)) ? withServices(db, facts, ask) : facts
}

/** The accounts of other systems are told by how they begin: nobody else's question pays for them. */
async function withServices(db: Db, facts: RoomFacts, ask: { actor: string | null; subject: string | null }): Promise<RoomFacts> {
  const find = (localpart: string | null) =>
    localpart !== null && isService(localpart) ? findServiceFacts(db, localpart, facts.room) : undefined
  const [actor, subject] = await Promise.all([find(ask.actor), find(ask.subject)])
  return {
    ...facts,
    actor: actor?.someone ?? facts.actor,
    subject: subject?.someone ?? facts.subject,
    subjectName: subject?.name ?? facts.subjectName,
  }
}

// Built once: the text never changes, and this is the hot path of every question.
const TEMPLATE = sql.raw(FACTS)
const compiled = (parameters: readonly unknown[]): CompiledQuery<Row> => ({
  sql: FACTS,
  parameters,
  query: TEMPLATE.toOperationNode(),
  queryId: { queryId: 'facts' },
})

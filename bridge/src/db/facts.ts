import type { Correspondents, RoomKindName, Someone } from 'policies'
import { type CompiledQuery, sql } from 'kysely'
import { displayName } from '../core/names.ts'
import { isService } from '../core/ids.ts'
import { isRoomKind } from '../core/rooms/index.ts'
import type { Db } from './connect.ts'
import type { Scope } from './schema/rooms.ts'
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
  scope: Scope | null
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

/** Who may be in a room, by its scope: how a person `who` is there now, when they are; no row when they are not. */
const IN: Readonly<Record<Scope, (who: string) => string>> = {
  circle: (who) => `
      select true as writes, false as manages from circle_membership m
        where r.scope = 'circle' and m.circle = r.ref and m.person = ${who}.id and m.start_at <= $5 and (m.end_at is null or m.end_at > $5)`,
  staff: (who) => `
      select e.role in ('editor', 'manager') as writes, e.role = 'manager' as manages from employment e join structure s on s.id = e.structure and s.dac
        where r.scope = 'staff' and e.structure = r.members_of and e.person = ${who}.id and e.start_at <= $5 and (e.end_at is null or e.end_at > $5)`,
  journals: (who) => `
      select false as writes, false as manages from journal_space j join employment e on e.structure = j.structure and e.person = j.person
        join structure s on s.id = e.structure and s.dac
        where r.scope = 'journals' and j.id = r.ref and j.person = ${who}.id and e.start_at <= $5 and (e.end_at is null or e.end_at > $5)`,
  mail: (who) => `
      select true as writes, false as manages from mail_participant m
        where r.scope = 'mail' and m.mail = r.ref and m.person = ${who}.id and m.start_at <= $5 and (m.left_at is null or m.left_at > $5)`,
  person: (who) => `
      select true as writes, false as manages where r.scope = 'person' and r.ref = ${who}.id`,
}
const SCOPES = Object.keys(IN) as Scope[]

/** "Belongs now" of one person, in the room found; writes and manages imply belongs. */
const belongs = (who: string, scopes: readonly Scope[]) => `
  left join lateral (
    select true as belongs, bool_or(writes) as writes, bool_or(manages) as manages from (
      ${scopes.map((scope) => IN[scope](who)).join(' union all ')}
    ) as now having count(*) > 0
  ) as ${who}_in on true`

const factsOf = (who: string) => `${who}.status as ${who}_status, coalesce(${who}_in.belongs, false) as ${who}_belongs,
    coalesce(${who}_in.writes, false) as ${who}_writes, coalesce(${who}_in.manages, false) as ${who}_manages`

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
const WHOLE = `/* prepared: facts */
  select r.kind, r.ref, r.room_id, r.scope, coalesce(c.status = 'closed', f.archived_at is not null) as closed, others.correspondents,
    ${factsOf('actor')}, ${factsOf('subject')}, subject.given_name, subject.family_name, subject.profession
  from (select 1) as one
  left join room r on r.room_id = $1 or ($2::text is not null and r.kind = $2 and r.ref = $3 and r.room_id is null)
  left join circle c on r.scope = 'circle' and c.id = r.ref
  left join folder f on r.kind = 'documents' and f.id = r.ref
  left join person actor on actor.localpart = $4
  left join person subject on subject.localpart = $6
  ${belongs('actor', SCOPES)} ${belongs('subject', SCOPES)} ${CORRESPONDENTS}`

/**
 * The same of a room of this scope, asked by somebody of themself; no row for any other room. PostgreSQL makes every part of a plan ready before
 * it runs any: of the whole that takes eight times as long as looking.
 */
const ofScope = (scope: Scope) => `/* prepared: facts-of-${scope} */
  select r.kind, r.ref, r.room_id, r.scope,
    ${scope === 'circle' ? "c.status = 'closed'" : scope === 'staff' ? 'f.archived_at is not null' : 'false'} as closed,
    ${scope === 'mail' ? 'others.correspondents' : 'null'} as correspondents,
    ${factsOf('actor')}, actor.given_name, actor.family_name, actor.profession
  from room r
  ${scope === 'circle' ? 'join circle c on c.id = r.ref' : ''}
  ${scope === 'staff' ? "left join folder f on r.kind = 'documents' and f.id = r.ref" : ''}
  left join person actor on actor.localpart = $4
  ${belongs('actor', [scope])} ${scope === 'mail' ? CORRESPONDENTS : ''}
  where r.room_id = $1 and r.scope = '${scope}' and $2::text is null and $3::text is null and $6::text = $4
    and $5::timestamptz is not null`

export async function findFacts(
  db: Db,
  ask: { roomId: string | null; marker: { kind: string; id: string } | null; actor: string | null; subject: string | null; now: Date },
): Promise<RoomFacts> {
  const parameters = [ask.roomId, ask.marker?.kind ?? null, ask.marker?.id ?? null, ask.actor, ask.now, ask.subject]
  const scope = ask.subject === ask.actor && ask.roomId !== null ? lastScope.get(ask.roomId) : undefined
  const first = scope && (await db.executeQuery<Row>(compiledOfScope[scope](parameters))).rows[0]
  const row = first ?? (await db.executeQuery<Row>(compiled(parameters))).rows[0]
  if (row === undefined) throw new Error('the query of facts gave no row')
  if (first === undefined && row.room_id !== null && row.scope !== null) remember(row.room_id, row.scope)
  const actor: Someone = {
    status: row.actor_status ?? 'stranger',
    belongs: row.actor_belongs,
    writes: row.actor_writes,
    manages: row.actor_manages,
  }
  const facts: RoomFacts = {
    room:
      row.kind !== null && row.ref !== null && isRoomKind(row.kind)
        ? { kind: row.kind, ref: row.ref, roomId: row.room_id, closed: row.closed, correspondents: row.correspondents ?? undefined }
        : null,
    actor,
    subject:
      first === undefined
        ? {
            status: row.subject_status ?? 'stranger',
            belongs: row.subject_belongs,
            writes: row.subject_writes,
            manages: row.subject_manages,
          }
        : actor,
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

// Built once: the texts never change, and this is the hot path of every question.
const compiler = (text: string, name: string) => {
  const query = sql.raw(text).toOperationNode()
  return (parameters: readonly unknown[]): CompiledQuery<Row> => ({ sql: text, parameters, query, queryId: { queryId: name } })
}
const compiled = compiler(WHOLE, 'facts')
const compiledOfScope = Object.fromEntries(SCOPES.map((scope) => [scope, compiler(ofScope(scope), `facts-of-${scope}`)])) as Record<
  Scope,
  ReturnType<typeof compiler>
>

/** The scope that a room had when it was last asked about: which query is tried first, and no part of the answer. */
const lastScope = new Map<string, Scope>()
const REMEMBERED_AT_MOST = 50_000
function remember(roomId: string, scope: Scope): void {
  if (lastScope.size >= REMEMBERED_AT_MOST) lastScope.clear()
  lastScope.set(roomId, scope)
}

import { sql } from 'kysely'
import type { OwnCircle, OwnCircleDetail, OwnCircleMember } from '../contract.ts'
import { type CircleId, type PersonId, userIdOf } from '../core/ids.ts'
import { type Named, fullName } from '../core/names.ts'
import type { Db } from './connect.ts'
import { type Page, type Paging, fromCursor, likeWords, pageOf } from './cursor.ts'
import { underWay } from './under-way.ts'

type Row = Omit<OwnCircle, 'since' | 'until' | 'lastAt' | 'patient' | 'structure'> & {
  patientId: OwnCircle['patient']['id']
  patientName: string
  structureId: OwnCircle['structure']['id']
  structureName: string
  since: Date
  until: Date | null
  lastAt: Date | null
  sort: string
}
const toCircle = ({ patientId, patientName, structureId, structureName, since, until, lastAt, sort: _sort, ...row }: Row): OwnCircle => ({
  ...row,
  patient: { id: patientId, displayName: patientName },
  structure: { id: structureId, name: structureName },
  since: since.toISOString(),
  until: until?.toISOString() ?? null,
  lastAt: lastAt?.toISOString() ?? null,
})

/** The circles of a person at an instant. Several systems may hold them there: the first one's role, and the union of the periods. */
const circlesOf = (person: PersonId, now: Date) => sql`
  select c.id, p.id as "patientId", p.display_name as "patientName", s.id as "structureId", s.name as "structureName", c.status,
    r.room_id as "roomId", mine.role, mine.since, mine.until, p.folded_name as sort,
    exists (select from room_choice u where u.person = ${person} and u.kind = 'journal' and u.ref = c.id and u.muted) as muted,
    (select count(distinct m.person)::int from circle_membership m
      where m.circle = c.id and ${underWay('m', now)}) as "memberCount",
    (select e.at from room_event e where e.kind = 'journal' and e.ref = c.id and e.said and e.deleted_at is null order by e.position desc limit 1) as "lastAt"
  from (
    select circle, (array_agg(role order by start_at, id))[1] as role, min(start_at) as since,
      case when bool_or(end_at is null) then null else max(end_at) end as until
    from circle_membership
    where person = ${person} and ${underWay('circle_membership', now)} group by circle
  ) as mine
  join circle c on c.id = mine.circle
  join patient p on p.id = c.patient
  join structure s on s.id = c.structure
  join room r on r.kind = 'journal' and r.ref = c.id`

/** By the names of the patients. */
export async function listOwnCircles(db: Db, person: PersonId, paging: Paging, now: Date): Promise<Page<OwnCircle>> {
  const after = fromCursor(paging.cursor)
  const words = likeWords(paging.search ?? '').map((word) => sql`and p.folded_name like folded(${word})`)
  const { rows } = await sql<Row>`${circlesOf(person, now)}
    where true ${sql.join(words, sql` `)}
    ${after === undefined ? sql`` : sql`and (p.folded_name, c.id) > (${after[0]}, ${after[1]})`}
    order by sort, c.id limit ${paging.limit + 1}`.execute(db)
  return pageOf(rows, paging.limit, toCircle, (row) => [row.sort, row.id])
}

/** Undefined when the person is not in it at that instant. */
export async function findOwnCircle(db: Db, person: PersonId, circle: CircleId, now: Date): Promise<OwnCircle | undefined> {
  const { rows } = await sql<Row>`${circlesOf(person, now)} where c.id = ${circle}`.execute(db)
  return rows[0] && toCircle(rows[0])
}

/** Who is in a circle at an instant, and who employs them: one line per provenance. */
export async function listOwnCircleMembers(db: Db, circle: CircleId, serverName: string, now: Date): Promise<OwnCircleMember[]> {
  const { rows } = await sql<{
    personId: PersonId
    localpart: string
    givenName: string
    familyName: string
    profession: string
    personStatus: OwnCircleMember['personStatus']
    structures: string[]
    role: string
    start: Date
    end: Date | null
    source: string
    requestedBy: string
    reason: string | null
    replaced: Named | null
  }>`
    select p.id as "personId", p.localpart, p.given_name as "givenName", p.family_name as "familyName", p.profession,
      p.status as "personStatus", m.role, m.start_at as start, m.end_at as "end", m.source, m.requested_by as "requestedBy", m.reason,
      array(select distinct s.name from employment e join structure s on s.id = e.structure
        where e.person = p.id and ${underWay('e', now)} order by s.name) as structures,
      (select ${NAMED} from substitution x join person o on o.id = x.replaced where x.id = m.substitution) as replaced
    from circle_membership m join person p on p.id = m.person
    where m.circle = ${circle} and ${underWay('m', now)}
    order by folded(p.family_name), folded(p.given_name), m.start_at, m.id limit 500`.execute(db)
  return rows.map(({ localpart, givenName, familyName, start, end, replaced, ...row }) => ({
    ...row,
    userId: userIdOf(localpart, serverName),
    name: fullName({ givenName, familyName }),
    start: start.toISOString(),
    end: end?.toISOString() ?? null,
    replaces: replaced && { personId: replaced.id as PersonId, name: fullName(replaced) },
  }))
}
const NAMED = sql`jsonb_build_object('id', o.id, 'givenName', o.given_name, 'familyName', o.family_name)`

/** Everybody who ever was in a circle: journals are read long after their authors left. */
export async function listAuthors(db: Db, circle: CircleId, serverName: string): Promise<OwnCircleDetail['authors']> {
  const rows = await db
    .selectFrom('person')
    .select(['localpart', 'given_name', 'family_name', 'profession'])
    .where('id', 'in', (eb) => eb.selectFrom('circle_membership').select('person').where('circle', '=', circle))
    .orderBy('id')
    .limit(2_000)
    .execute()
  return rows.map(({ localpart, given_name: givenName, family_name: familyName, profession }) => ({
    userId: userIdOf(localpart, serverName),
    name: fullName({ givenName, familyName }),
    profession,
  }))
}

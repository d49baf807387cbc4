import { type Selectable, sql } from 'kysely'
import type { Db } from './connect.ts'
import { type Page, fromCursor, pageOf } from './cursor.ts'
import { BACKGROUND, type Jobs, addJob } from './jobs.ts'
import type { DecisionTable } from './schema/watch.ts'

/** One cause within one minute, as the process that decided knows it. */
export interface DecisionEntry {
  readonly firstAt: Date
  lastAt: Date
  count: number
  readonly allowed: boolean
  readonly question: string
  readonly action: string | null
  readonly rule: string | null
  readonly code: string | null
  readonly userId: string
  /** Local part of the account, when it is of this homeserver; the registry may not know it. */
  readonly localpart: string | null
  /** Local part of whom the act is about, somebody else whom the registry knows. */
  readonly subject: string | null
  readonly roomId: string | null
  readonly kind: string | null
  readonly ref: string | null
  readonly via: 'module' | 'gateway'
  /** The person is told of the refusal, once per cause. */
  readonly told: boolean
}

/** A cause that somebody was told of is told again after this long. */
const TOLD_AGAIN_HOURS = 24

/**
 * Writes them in one statement, adding to what another process or an earlier write said of the same cause and minute, and
 * queues what people are to be told. A database that is slow is given up on: the caller tries again.
 */
export async function writeDecisions(db: Db, entries: readonly DecisionEntry[], instance: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`set local statement_timeout = '5s'`.execute(trx)
    // In one order everywhere, so that two processes that write the same causes wait for each other instead of for ever.
    const { rows } = await sql<Omit<Jobs['tell-refusal'], 'at'>>`
      with given as (
        select d.*, author.id as person, author.status, about.id as subject_id
        from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as d(
          "firstAt" timestamptz, "lastAt" timestamptz, count int, allowed boolean, question text, action text, rule text, code text,
          "userId" text, localpart text, subject text, "roomId" text, kind text, ref text, via text, told boolean)
        left join person author on author.localpart = d.localpart
        left join person about on about.localpart = d.subject
      ), written as (
        insert into decision (minute, first_at, last_at, count, allowed, question, action, rule, code, person, user_id, subject, room_id, kind, ref, via, instance)
        select date_trunc('minute', "firstAt"), "firstAt", "lastAt", count, allowed, question, action, rule, code, person, "userId", subject_id,
          "roomId", kind, ref, via, ${instance}
        from given order by "userId", question, "roomId", code, action, kind, ref, subject, via, "firstAt"
        on conflict (minute, user_id, question, action, code, room_id, kind, ref, subject, via) do update
          set count = decision.count + excluded.count, last_at = greatest(decision.last_at, excluded.last_at)
      ), told as (
        insert into refusal_told (person, code, place, at)
        select distinct person, code, coalesce("roomId", ''), now() from given
        where told and not allowed and status = 'active' order by 1, 2, 3
        on conflict (person, code, place) do update set at = excluded.at
          where refusal_told.at <= excluded.at - make_interval(hours => ${TOLD_AGAIN_HOURS})
        returning person, code, place
      )
      select distinct on (person, code, "roomId") person, code, question, action, "roomId" from told
      join given using (person, code) where told.place = coalesce("roomId", '') and given.told
      order by person, code, "roomId"`.execute(trx)
    const at = new Date().toISOString()
    for (const refusal of rows) {
      const key = `refusal:${refusal.person}:${refusal.code}:${refusal.roomId ?? ''}`
      await addJob(trx, 'tell-refusal', { ...refusal, at }, { key, priority: BACKGROUND })
    }
  })
}
export interface DecisionFilter {
  readonly allowed?: boolean | undefined
  readonly code?: string | undefined
  readonly rule?: string | undefined
  readonly question?: string | undefined
  readonly personId?: string | undefined
  readonly circleId?: string | undefined
  readonly structureId?: string | undefined
  readonly roomId?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type DecisionRow = Selectable<DecisionTable> & {
  given_name: string | null
  family_name: string | null
  subject_given_name: string | null
  subject_family_name: string | null
  /** The patient's display name, or the structure's. */
  title: string | null
  /** Of a folder: whose it is. */
  structure: string | null
}

const decisions = (db: Db) =>
  db
    .selectFrom('decision as d')
    .leftJoin('person as author', 'author.id', 'd.person')
    .leftJoin('person as about', 'about.id', 'd.subject')
    .leftJoin('circle', (join) => join.onRef('circle.id', '=', 'd.ref').on('d.kind', '=', 'journal'))
    .leftJoin('patient', 'patient.id', 'circle.patient')
    .leftJoin('folder', (join) => join.onRef('folder.id', '=', 'd.ref').on('d.kind', '=', 'documents'))
    .leftJoin('structure', (join) => join.onRef('structure.id', '=', 'd.ref').on('d.kind', 'in', STRUCTURE_KINDS))
    .selectAll('d')
    .select([
      'author.given_name',
      'author.family_name',
      'folder.structure',
      'about.given_name as subject_given_name',
      'about.family_name as subject_family_name',
    ])
    .select((eb) => eb.fn.coalesce('patient.display_name', 'folder.name', 'structure.name').as('title'))

/** Newest first. */
export async function listDecisions(db: Db, filter: DecisionFilter): Promise<Page<DecisionRow>> {
  let query = decisions(db)
    .orderBy('d.first_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(filter.limit + 1)
  if (filter.allowed !== undefined) query = query.where(filter.allowed ? sql<boolean>`d.allowed` : sql<boolean>`not d.allowed`)
  if (filter.code !== undefined) query = query.where('d.code', '=', filter.code)
  if (filter.rule !== undefined) query = query.where('d.rule', '=', filter.rule)
  if (filter.question !== undefined) query = query.where('d.question', '=', filter.question)
  if (filter.personId !== undefined) query = query.where('d.person', '=', filter.personId)
  if (filter.roomId !== undefined) query = query.where('d.room_id', '=', filter.roomId)
  if (filter.circleId !== undefined) query = query.where('d.ref', '=', filter.circleId).where('d.kind', '=', 'journal')
  if (filter.structureId !== undefined) query = query.where(ofStructure(filter.structureId))
  if (filter.from !== undefined) query = query.where('d.first_at', '>=', new Date(filter.from))
  if (filter.to !== undefined) query = query.where('d.first_at', '<', new Date(filter.to))
  const after = fromCursor(filter.cursor)
  if (after !== undefined && isInstant(after[0]) && /^\d{1,18}$/.test(after[1]))
    query = query.where(sql<boolean>`(d.first_at, d.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)`)
  return pageOf(
    await query.select(sql<string>`to_char(d.first_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('sort')).execute(),
    filter.limit,
    (row) => row,
    (row) => [row.sort, row.id],
  )
}
const STRUCTURE_KINDS = ['space', 'liaison', 'documents-space']
const ofStructure = (structure: string) => sql<boolean>`(d.kind = any(${STRUCTURE_KINDS}::text[]) and d.ref = ${structure}
  or d.kind in ('documents', 'journals-space') and d.ref in (select r.ref from room r where r.structure = ${structure}))`
const isInstant = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text) && !Number.isNaN(Date.parse(text))

export const findDecision = (db: Db, id: string): Promise<DecisionRow | undefined> =>
  decisions(db).where('d.id', '=', id).executeTakeFirst()

/** The last refusals of somebody's own acts, newest first: what the bot answers to "refus". */
export const listRefusals = (db: Db, person: string, limit: number): Promise<DecisionRow[]> =>
  decisions(db)
    .where('d.person', '=', person)
    .where(sql<boolean>`not d.allowed`)
    .where('d.question', '<>', 'room.read')
    .orderBy('d.first_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(Math.min(limit, 50))
    .execute()

const PAGE = 5_000
/** Forgets what is too old, and the oldest of what is too much, a page at a time. Gives how many rows went. */
export async function deleteOldDecisions(db: Db, keep: { since: Date; atMost: number }, page = PAGE): Promise<number> {
  const { rows } = await sql<{ first_at: Date; id: string }>`
    select first_at, id from decision order by first_at desc, id desc offset ${keep.atMost} limit 1`.execute(db)
  const tooMany = rows[0]
  let gone = 0
  for (;;) {
    const { numAffectedRows } = await sql`
      delete from decision where id in (
        select id from decision
        where first_at < ${keep.since} or (first_at, id) <= (${tooMany?.first_at ?? '-infinity'}::timestamptz, ${tooMany?.id ?? 0}::bigint)
        order by first_at, id limit ${page})`.execute(db)
    gone += Number(numAffectedRows ?? 0)
    if (Number(numAffectedRows ?? 0) < page) break
  }
  await sql`delete from refusal_told where at < now() - make_interval(hours => ${TOLD_AGAIN_HOURS})`.execute(db)
  return gone
}

import { type RawBuilder, type Transaction, sql } from 'kysely'
import { addJob } from '../jobs.ts'
import type { Schema } from '../schema.ts'

type Trx = Transaction<Schema>

/** A mail whose event is known. */
export interface SaidMail {
  readonly id: string
  readonly ref: string
  readonly sender: string
  readonly at: Date
  readonly eventId: string
  readonly claimed: string
  readonly partOf: string | null
  readonly subject: string
  readonly important: boolean
  readonly notify: boolean
  readonly plain: boolean
  readonly replyTo: string | null
}
export interface SaidFile {
  readonly eventId: string
  readonly ref: string
  readonly sender: string
  readonly claimed: string
  readonly part: number
  readonly address: string
  readonly name: string
  readonly type: string
  readonly size: number
}

/** What is older is no news: whoever finds it again, a year later, tells nobody of it. */
const NEWS_FOR = sql`interval '300 days'`
/** Nobody is reminded of what they left unread for so long. */
const REMINDED_FOR = sql`interval '30 days'`

const MAIL_ROWS = sql.raw(
  `g(id text, ref text, sender text, at timestamptz, "eventId" text, claimed text, "partOf" text, subject text, important boolean, notify boolean, plain boolean, "replyTo" text)`,
)

/**
 * Mails whose events are new. One that was asked of us is there already and gets its event; one that takes the name of another is known
 * by its event instead. `news`: people are told of what is to be told about it.
 */
export async function insertMails(trx: Trx, mails: readonly SaidMail[], news: boolean): Promise<void> {
  if (mails.length === 0) return
  const insert = (rows: readonly SaidMail[], onConflict: RawBuilder<unknown>) =>
    sql<{ id: string; event_id: string; claimed: string }>`
    insert into mail (id, ref, sender, at, event_id, claimed, part_of, subject, important, notify, plain, reply_to, state)
    select id, ref, sender, at, "eventId", claimed, "partOf", subject, important, notify, plain, "replyTo", 'sent'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ${MAIL_ROWS}
    where not exists (select from mail m where m.event_id = g."eventId")
    ${onConflict} returning id, event_id, claimed`.execute(trx)
  const { rows: named } = await insert(
    mails,
    sql`on conflict (id) do update set ref = excluded.ref, at = excluded.at, event_id = excluded.event_id, subject = excluded.subject,
      important = excluded.important, notify = excluded.notify, reply_to = excluded.reply_to,
      -- Who says it says when all of it was said.
      state = case when mail.state = 'failed' or exists (select from mail_sending s where s.mail = mail.id and s.content is not null)
        then mail.state else 'sent' end
      where mail.event_id is null and mail.sender = excluded.sender`,
  )
  const found = new Set(named.map(({ event_id: eventId }) => eventId))
  const others = mails.filter(({ eventId }) => !found.has(eventId)).map((mail) => ({ ...mail, id: mail.eventId, claimed: mail.eventId }))
  const inserted = [...named, ...(others.length === 0 ? [] : (await insert(others, sql`on conflict do nothing`)).rows)]
  await adoptParts(
    trx,
    inserted.filter(({ event_id: eventId, claimed }) => claimed !== eventId).map(({ id }) => id),
  )
  await giveCopies(
    trx,
    inserted.map(({ id }) => id),
    news,
  )
}

/** Files that came before the mail which they follow, and were shown as mails of their own until now. */
async function adoptParts(trx: Trx, mails: readonly string[]): Promise<void> {
  if (mails.length === 0) return
  await sql`
    with adopted as (
      delete from mail p using mail m
      where m.id = any(${mails}::text[]) and p.ref = m.ref and p.sender = m.sender and p.part_of = m.claimed
      returning p.event_id, m.claimed
    )
    update mail_file f set claimed = a.claimed from adopted a where f.event_id = a.event_id`.execute(trx)
}

/** Everybody of the conversation has it: its sender among what was sent, the others among what was received. */
async function giveCopies(trx: Trx, mails: readonly string[], news: boolean): Promise<void> {
  if (mails.length === 0) return
  const { rows } = await sql<{ tell_absent: boolean }>`
    insert into mail_copy (person, mail, ref, sent, at, waits, tell_absent)
    select p.person, m.id, m.ref, p.person = m.sender, m.at,
      case when ${news} and p.person <> m.sender and m.important and m.at > now() - ${REMINDED_FOR} then 'reminder' end,
      ${news} and p.person <> m.sender and m.at > now() - ${REMINDED_FOR} and exists (
        select from absence a where a.person = p.person and a.start_at <= m.at and a.end_at > m.at)
    from mail m join mail_participant p on p.mail = m.ref
    where m.id = any(${mails}::text[])
    on conflict (person, mail) do update set at = excluded.at, ref = excluded.ref
    returning tell_absent`.execute(trx)
  const read = await applyReceipts(trx, sql`c.mail = any(${mails}::text[])`, news)
  if (read || rows.some(({ tell_absent: tell }) => tell)) await queueTelling(trx)
}

/** Files of mails; whose mail is not there is given back. */
export async function insertMailFiles(trx: Trx, files: readonly SaidFile[]): Promise<void> {
  if (files.length === 0) return
  await sql`
    insert into mail_file (event_id, ref, sender, claimed, part, address, name, type, size)
    select "eventId", ref, sender, claimed, part, address, name, type, size
    from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as g("eventId" text, ref text, sender text, claimed text, part int,
      address text, name text, type text, size bigint)
    on conflict (event_id) do nothing`.execute(trx)
}

/** Of these files, the events of those whose mail is not known. They show themselves from now on. */
export async function orphanFiles(trx: Trx, events: readonly string[]): Promise<Set<string>> {
  if (events.length === 0) return new Set()
  const { rows } = await sql<{ event_id: string }>`
    update mail_file f set claimed = f.event_id, part = 0
    where f.event_id = any(${events}::text[])
      and not exists (select from mail m where m.ref = f.ref and m.sender = f.sender and m.claimed = f.claimed)
    returning event_id`.execute(trx)
  return new Set(rows.map((row) => row.event_id))
}

/** Of what was deleted nothing is kept but that it was there. */
export async function forgetDeleted(trx: Trx, events: readonly string[]): Promise<void> {
  if (events.length === 0) return
  const deleted = sql`select event_id from room_event where event_id = any(${events}::text[]) and deleted_at is not null`
  await sql`update mail set subject = '' where event_id in (${deleted})`.execute(trx)
  await sql`delete from mail_file where event_id in (${deleted})`.execute(trx)
}

/** These people read further in these conversations. */
export async function noteMailReads(trx: Trx, reads: readonly { person: string; ref: string }[], news: boolean): Promise<void> {
  const pairs = sql`select person, ref from jsonb_to_recordset(${JSON.stringify(reads)}::jsonb) as g(person text, ref text)`
  if (await applyReceipts(trx, sql`(c.person, c.ref) in (${pairs})`, news)) await queueTelling(trx)
}

/**
 * A mail is read by a receipt on it or on what came after, in its thread or over the whole room; the sender may know of a public one. Gives
 * whether somebody is to be told.
 */
async function applyReceipts(trx: Trx, which: RawBuilder<unknown>, news: boolean): Promise<boolean> {
  const { rows } = await sql<{ tell_read: boolean }>`
    with due as (
      select c.person, c.mail, m.notify and m.at > now() - ${NEWS_FOR} as notify, min(r.at) as read_at,
        min(r.at) filter (where not r.private) as confirmed_at, max(r.at) as last_at
      from mail_copy c
      join mail m on m.id = c.mail
      join room_event e on e.event_id = m.event_id
      join receipt r on r.kind = 'mail' and r.ref = c.ref and r.person = c.person and r.position >= e.position
        and (r.thread = '' or r.thread = coalesce(e.thread, 'main'))
      where not c.sent and (c.confirmed_at is null or c.unread_since is not null) and ${which}
      group by c.person, c.mail, m.notify, m.at
    )
    update mail_copy c set
      read_at = coalesce(c.read_at, due.read_at),
      confirmed_at = coalesce(c.confirmed_at, due.confirmed_at),
      unread_since = case when c.unread_since < due.last_at then null else c.unread_since end,
      tell_read = c.tell_read or (${news} and due.notify and c.confirmed_at is null and due.confirmed_at is not null)
    from due where c.person = due.person and c.mail = due.mail
    returning c.tell_read`.execute(trx)
  return rows.some(({ tell_read: tell }) => tell)
}

export const queueTelling = (trx: Trx): Promise<void> => addJob(trx, 'tell-mails', {}, { key: 'tell-mails' })

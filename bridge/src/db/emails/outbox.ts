import { type Transaction, sql } from 'kysely'
import type { EmailCount, Language } from '../../core/emails/email-words.ts'
import type { Purpose } from '../access-links.ts'
import type { Db } from '../connect.ts'
import type { Schema } from '../schema.ts'

type Trx = Transaction<Schema>

export interface NewEmail {
  readonly person: string
  readonly sort: 'immediate' | 'digest'
  /** Of digests: one a day. */
  readonly day: string | null
  readonly messageId: string
  readonly language: Language
  readonly counts: readonly EmailCount[]
}
/** Gives its number. */
export async function insertEmail(trx: Trx, { person, sort, day, messageId, language, counts }: NewEmail, now: Date): Promise<string> {
  const when = { prepared_at: now, next_try_at: now }
  const { id } = await trx
    .insertInto('email_out')
    .values({
      person,
      sort,
      local_day: day,
      message_id: messageId,
      language,
      counts: JSON.stringify(counts),
      ...when,
      sent_at: null,
      cause: null,
      access_link: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type NewAccessEmail = Pick<NewEmail, 'person' | 'messageId' | 'language'> & { readonly link: string }
/** One for each link. */
export async function insertAccessEmail(trx: Trx, { person, messageId, language, link }: NewAccessEmail, now: Date): Promise<void> {
  const when = { prepared_at: now, next_try_at: now, sent_at: null, local_day: null }
  const what = { sort: 'access' as const, message_id: messageId, access_link: link, counts: '[]', cause: null }
  await trx
    .insertInto('email_out')
    .values({ person, language, ...what, ...when })
    .execute()
}

/** Oldest first. Who died while sending left `sending`: it goes out again, as the same message. */
export async function listEmailsToSend(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('email_out')
    .select('id')
    .where('state', 'in', ['prepared', 'sending'])
    .where('next_try_at', '<=', now)
    .orderBy('next_try_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export interface EmailToSend {
  readonly id: string
  readonly person: string
  readonly sort: 'immediate' | 'digest' | 'access'
  readonly messageId: string
  readonly language: Language
  readonly counts: readonly EmailCount[]
  readonly attempts: number
  readonly preparedAt: Date
  /** To which link it leads, if to one. */
  readonly access: { readonly id: string; readonly purpose: Purpose; readonly expiresAt: string } | null
  /** null: they are not to be written to any more. */
  readonly address: string | null
}
/**
 * Takes it in hand; undefined when it is gone, or was sent meanwhile. A link goes out while it leads somewhere, to an address that is left alone
 * too: somebody is waiting for it.
 */
export async function takeEmail(db: Db, id: string, now: Date): Promise<EmailToSend | undefined> {
  const { rows } = await sql<EmailToSend>`
    update email_out o set state = 'sending', attempts = attempts + 1
    from person p
    where o.id = ${id} and p.id = o.person and o.state in ('prepared', 'sending')
    returning o.id, o.person, o.sort, o.message_id as "messageId", o.language, o.counts, o.attempts, o.prepared_at as "preparedAt",
      (select json_build_object('id', l.id, 'purpose', l.purpose, 'expiresAt', l.expires_at) from access_link l where l.id = o.access_link) as access,
      case when p.status <> 'active' then null
      when o.access_link is not null
      then (select p.email from access_link l where l.id = o.access_link and l.used_at is null and l.ended_at is null and l.expires_at > ${now})
      when not exists (select from email_address a where a.person = p.id and a.address = p.email and a.suspended_at is not null)
      then p.email end as address`.execute(db)
  return rows[0]
}
export async function setEmailSent(trx: Trx, id: string, now: Date): Promise<void> {
  await trx.updateTable('email_out').set({ state: 'sent', sent_at: now, cause: null }).where('id', '=', id).execute()
}
export async function setEmailFailed(db: Db | Trx, id: string, cause: string): Promise<void> {
  await db.updateTable('email_out').set({ state: 'failed', cause }).where('id', '=', id).execute()
}
export async function setEmailLater(db: Db, id: string, next: Date, cause: string): Promise<void> {
  await db.updateTable('email_out').set({ state: 'prepared', next_try_at: next, cause }).where('id', '=', id).execute()
}

/** They want no e-mail any more: what waits does not go out, but for what they asked for themselves. */
export async function setEmailsUnwanted(trx: Trx, person: string): Promise<void> {
  await trx
    .updateTable('email_out')
    .set({ state: 'failed', cause: 'not wanted' })
    .where('person', '=', person)
    .where('state', '=', 'prepared')
    .where('sort', '<>', 'access')
    .execute()
}

/** A year is enough to know which days had their digest; what was told is of use while an e-mail waits. */
export async function deleteOldEmails(db: Db): Promise<void> {
  await sql`delete from email_news n using email_out o where o.id = n.email and o.state in ('sent', 'failed')`.execute(db)
  await sql`delete from email_out where state in ('sent', 'failed') and prepared_at < now() - interval '1 year'`.execute(db)
}

export interface OutboxState {
  readonly waiting: number
  readonly oldestSeconds: number
  readonly suspended: number
  /** What waits, waits for a connection that is encrypted. */
  readonly unencrypted: boolean
}
export async function readOutboxState(db: Db): Promise<OutboxState> {
  const { rows } = await sql<OutboxState>`
    select count(*)::int as waiting, coalesce(extract(epoch from now() - min(prepared_at)), 0)::float8 as "oldestSeconds",
      (select count(*)::int from email_address a join person p on p.id = a.person and p.email = a.address where a.suspended_at is not null) as suspended,
      coalesce(bool_or(starts_with(cause, 'ETLS')), false) as unencrypted
    from email_out where state in ('prepared', 'sending')`.execute(db)
  return rows[0] ?? { waiting: 0, oldestSeconds: 0, suspended: 0, unencrypted: false }
}

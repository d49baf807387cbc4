import { type Transaction, sql } from 'kysely'
import type { MailFile } from '../../core/mails/mail.ts'
import type { Db } from '../connect.ts'
import { NORMAL, URGENT, addJob } from '../jobs.ts'
import { lockOrAwait } from '../lock.ts'
import type { Schema } from '../schema.ts'

type Trx = Transaction<Schema>

/** What a mail on its way says: here until the homeserver has it. */
export interface Letter {
  readonly subject: string
  readonly text: string
  readonly importance: 'normal' | 'high'
  readonly notifyOnRead: boolean
  readonly replyTo: string | null
  readonly files: readonly MailFile[]
}
export interface Asked {
  readonly mail: string
  readonly digest: Buffer
}
const ofKey = (db: Db | Trx, person: string, key: string): Promise<Asked | undefined> =>
  db.selectFrom('mail_sending').select(['mail', 'digest']).where('person', '=', person).where('key', '=', key).executeTakeFirst()

export const findAsked = (db: Db, person: string, key: string) => ofKey(db, person, key)
/** What was asked with this key, or nothing until the transaction ends. */
export const lockKey = (trx: Trx, person: string, key: string) =>
  lockOrAwait(trx, `mail-key:${person}:${key}`, () => ofKey(trx, person, key))

/** The mail is among those that the person sent from now on, and is said after the commit. */
export async function insertSending(
  trx: Trx,
  given: { mail: string; ref: string; person: string; key: string; digest: Buffer; letter: Letter; now: Date },
): Promise<void> {
  const { mail, ref, person, key, digest, letter, now } = given
  const { subject, importance, notifyOnRead: notify, replyTo } = letter
  await trx
    .insertInto('mail')
    .values({
      id: mail,
      ref,
      sender: person,
      at: now,
      event_id: null,
      claimed: mail,
      part_of: null,
      plain: false,
      state: 'waiting',
      failure: null,
      subject,
      important: importance === 'high',
      notify,
      reply_to: replyTo,
    })
    .execute()
  await trx.insertInto('mail_copy').values(copyOf(given)).execute()
  await trx
    .insertInto('mail_sending')
    .values({ mail, person, key, digest, asked_at: now, content: JSON.stringify(letter), began_at: null })
    .execute()
  await queueSending(trx, mail)
}
const copyOf = ({ person, mail, ref, now }: { person: string; mail: string; ref: string; now: Date }) => ({
  person,
  mail,
  ref,
  sent: true,
  at: now,
  read_at: null,
  confirmed_at: null,
  unread_since: null,
  waits: null,
})

export const queueSending = (db: Db | Trx, mail: string, runAt?: Date): Promise<void> =>
  addJob(db, 'send-mail', { mail }, { key: `mail:${mail}`, priority: runAt === undefined ? URGENT : NORMAL, runAt })
/** The room is there, or will never be: what waits for it goes on. */
export async function queueSendingIn(db: Db, ref: string): Promise<void> {
  const waiting = await db
    .selectFrom('mail_sending as s')
    .innerJoin('mail as m', 'm.id', 's.mail')
    .select('s.mail')
    .where('m.ref', '=', ref)
    .where('m.state', '=', 'waiting')
    .where('s.content', 'is not', null)
    .execute()
  for (const { mail } of waiting) await queueSending(db, mail)
}

export interface Sending {
  readonly mail: string
  readonly ref: string
  readonly person: string
  readonly localpart: string
  readonly letter: Letter
  readonly beganAt: Date | null
  readonly attempts: number
  /** The event of the mail that it answers, when that is in the same conversation. */
  readonly replyToEvent: string | null
}
export async function findSending(db: Db, mail: string): Promise<Sending | undefined> {
  const row = await db
    .selectFrom('mail_sending as s')
    .innerJoin('mail as m', 'm.id', 's.mail')
    .innerJoin('person as p', 'p.id', 's.person')
    .leftJoin('mail as r', (join) => join.onRef('r.id', '=', 'm.reply_to').onRef('r.ref', '=', 'm.ref'))
    .select(['m.ref', 's.person', 'p.localpart', 's.content', 's.began_at', 's.attempts', 'r.event_id'])
    .where('s.mail', '=', mail)
    .where('s.content', 'is not', null)
    .executeTakeFirst()
  return (
    row && {
      mail,
      ref: row.ref,
      person: row.person,
      localpart: row.localpart,
      letter: row.content as Letter,
      beganAt: row.began_at,
      attempts: row.attempts,
      replyToEvent: row.event_id,
    }
  )
}

export async function setSendingBegan(db: Db, mail: string, now: Date): Promise<void> {
  await db
    .updateTable('mail_sending')
    .set({ began_at: sql<Date>`coalesce(began_at, ${now}::timestamptz)` })
    .where('mail', '=', mail)
    .execute()
}
/** It failed for now. */
export async function setSendingPutOff(db: Db, mail: string): Promise<void> {
  await db
    .updateTable('mail_sending')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('mail', '=', mail)
    .execute()
}
/** The homeserver has it, or never will: what it says is not here any more. */
export async function endSending(db: Db, mail: string, failure: string | null): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('mail_sending').set({ content: null }).where('mail', '=', mail).execute()
    await trx
      .updateTable('mail')
      .set({ state: failure === null ? 'sent' : 'failed', failure })
      .where('id', '=', mail)
      .execute()
  })
}
/** The conversation in which it was to be said is closed: another one of the same people takes its place. */
export async function moveSending(trx: Trx, mail: string, ref: string): Promise<void> {
  await trx.updateTable('mail').set({ ref }).where('id', '=', mail).execute()
  await trx.updateTable('mail_copy').set({ ref }).where('mail', '=', mail).execute()
}

/** What waited for too long for its job: those whom a crash of everything left behind. */
export async function queueForgottenSendings(db: Db): Promise<void> {
  const rows = await db
    .selectFrom('mail_sending')
    .select('mail')
    .where('content', 'is not', null)
    .where('asked_at', '<', sql<Date>`now() - interval '2 minutes'`)
    .orderBy('asked_at')
    .limit(200)
    .execute()
  for (const { mail } of rows) await queueSending(db, mail, new Date())
}
/** A key is known for a month. */
export async function deleteOldKeys(db: Db): Promise<void> {
  await sql`delete from mail_sending where content is null and asked_at < now() - interval '30 days'`.execute(db)
}

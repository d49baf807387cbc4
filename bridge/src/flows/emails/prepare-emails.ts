import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import { type Decided, decideEmails } from '../../core/emails/decide-emails.ts'
import { countNews } from '../../core/emails/email-words.ts'
import type { Wishes } from '../../core/wishes.ts'
import { listDue, lockDue, setLookedAt } from '../../db/emails/due.ts'
import { type ToldNews, listNews, readEmailPast, setTold } from '../../db/emails/news.ts'
import { getWishes } from '../../db/preferences.ts'
import { insertEmail } from '../../db/emails/outbox.ts'
import type { Schema } from '../../db/schema.ts'
import type { World } from '../world.ts'
import type { EmailSettings } from './settings.ts'

const PAGE = 200

/** Everybody who is due is looked at: what is to be told to them now goes to the outbox. Safe to interrupt, and for several at once. */
export async function prepareEmails(world: Pick<World, 'db' | 'now' | 'zone'>, settings: EmailSettings): Promise<void> {
  const { db, now } = world
  for (let after = ''; ;) {
    const notedUntil = new Date(now().getTime() - settings.batchSeconds * 1_000)
    const people = await listDue(db, { now: now(), notedUntil, after }, PAGE)
    for (const person of people) await prepareFor(world, settings, person)
    after = people.at(-1) ?? ''
    if (people.length < PAGE) return
  }
}

/** What is told and that it was told are one: in the outbox by one commit, or neither. */
async function prepareFor({ db, now, zone }: Pick<World, 'db' | 'now' | 'zone'>, settings: EmailSettings, person: string): Promise<void> {
  const at = now()
  await db.transaction().execute(async (trx) => {
    const due = await lockDue(trx, person)
    if (due === undefined) return
    if (!due.reachable) return setLookedAt(trx, person, null)
    const wishes = await getWishes(trx, person)
    const { batchSeconds, paceMinutes } = settings
    const past = await readEmailPast(trx, person)
    const decided = decideEmails(await listNews(trx, person, at), { now: at, zone, wishes, batchSeconds, paceMinutes, ...past })
    await post(trx, settings, person, wishes, decided, at)
    await setLookedAt(trx, person, decided.next)
  })
}

async function post(
  trx: Transaction<Schema>,
  { publicUrl }: EmailSettings,
  person: string,
  { language }: Wishes,
  { immediate, digest, passedOver }: Decided<ToldNews>,
  at: Date,
): Promise<void> {
  const told = { person, language }
  const messageId = () => `${randomUUID()}@${new URL(publicUrl).hostname}`
  if (immediate.length > 0) {
    const email = { ...told, sort: 'immediate', day: null, messageId: messageId(), counts: countNews(immediate) } as const
    await setTold(trx, person, immediate, await insertEmail(trx, email, at))
  }
  if (digest !== null) {
    const email = { ...told, sort: 'digest', day: digest.day, messageId: messageId(), counts: countNews(digest.news) } as const
    await setTold(trx, person, digest.news, await insertEmail(trx, email, at))
  }
  await setTold(trx, person, passedOver, null)
}

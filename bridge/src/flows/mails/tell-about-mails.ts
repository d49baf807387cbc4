import { absentWords, readWords, reminderWords, unconfirmedWords } from '../../core/mails/mail-words.ts'
import { fullName } from '../../core/names.ts'
import { type ToTell, listNews, listWaits, setNewsTold, setWaits } from '../../db/mails/telling.ts'
import { tellPerson } from '../tell-person.ts'
import type { World } from '../world.ts'

type Telling = Pick<World, 'db' | 'now' | 'zone'>
export interface MailDelays {
  /** How long an important mail may be unread before its recipient is reminded, and before its sender is told. */
  readonly remindHours: number
  readonly tellSenderHours: number
}

const about = ({ zone }: Telling, { at, recipients }: ToTell) => ({ zone, sentAt: at, to: recipients.map(fullName) })

/** Says what is written down to be told, each once: it is struck out after it was handed over, and the same key is told once. */
export async function tellAboutMails(world: Telling): Promise<void> {
  for (let news = await listNews(world.db); news.length > 0; news = await listNews(world.db))
    for (const one of news) {
      if (one.senderThere && one.tellRead) await tellRead(world, one)
      if (one.senderThere && one.tellAbsent) await tellAbsence(world, one)
      await setNewsTold(world.db, one)
    }
}

async function tellRead(world: Telling, one: ToTell): Promise<void> {
  const { mail, sender, recipient, confirmedAt } = one
  if (confirmedAt === null) return
  await tellPerson(world, sender.id, {
    key: `read:${mail}:${recipient.id}`,
    body: readWords(about(world, one), fullName(recipient), confirmedAt),
    type: 'mail.read',
    about: { mail, person: recipient.id },
  })
}

/** Of mails, each time; of a conversation in a client that knows nothing of mails, once for all the time of the absence. */
async function tellAbsence(world: Telling, { mail, plain, sender, recipient, absence }: ToTell): Promise<void> {
  if (absence === null) return
  await tellPerson(world, sender.id, {
    key: plain ? `absent:${recipient.id}:${absence.from}` : `absent:${mail}:${recipient.id}`,
    body: absentWords(
      fullName(recipient),
      new Date(absence.until),
      world.zone,
      absence.replacement === null || absence.replacement.id === sender.id ? null : fullName(absence.replacement),
    ),
    type: 'mail.recipient-absent',
    about: { mail, person: recipient.id },
  })
}

/** Every few seconds: what time brings about, and what a crash left untold. */
export async function followMails(world: Telling, delays: MailDelays): Promise<void> {
  await tellAboutMails(world)
  await followImportantMails(world, delays)
}

/** Important and unread for too long: the recipient is reminded once; later the sender is told once. */
async function followImportantMails(world: Telling, { remindHours, tellSenderHours }: MailDelays): Promise<void> {
  const { db } = world
  const before = (hours: number) => new Date(world.now().getTime() - hours * 3_600_000)
  const follow = async (next: 'reminder' | 'sender', hours: number, act: (one: ToTell) => Promise<void>, then: 'sender' | null) => {
    for (let due = await listWaits(db, next, before(hours)); due.length > 0; due = await listWaits(db, next, before(hours)))
      for (const one of due) {
        if (!one.deleted) await act(one)
        await setWaits(db, one, then)
      }
  }
  await follow('reminder', remindHours, (one) => remind(world, one), 'sender')
  await follow('sender', tellSenderHours, (one) => tellUnconfirmed(world, one), null)
}

async function remind(world: Telling, { mail, at, sender, recipient, recipientThere, readAt }: ToTell): Promise<void> {
  if (readAt !== null || !recipientThere) return
  await tellPerson(world, recipient.id, {
    key: `reminder:${mail}`,
    body: reminderWords(fullName(sender), at, world.zone),
    type: 'mail.unread-too-long',
    about: { mail, person: sender.id },
  })
}
/** Whether somebody read without confirming must not show: only confirmations count here. */
async function tellUnconfirmed(world: Telling, one: ToTell): Promise<void> {
  const { mail, sender, recipient, senderThere, confirmedAt } = one
  if (confirmedAt !== null || !senderThere) return
  await tellPerson(world, sender.id, {
    key: `unread:${mail}:${recipient.id}`,
    body: unconfirmedWords(about(world, one), fullName(recipient)),
    type: 'mail.unread-too-long',
    about: { mail, person: recipient.id },
  })
}

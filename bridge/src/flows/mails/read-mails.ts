import { REFUSALS } from 'policies'
import type { z } from 'zod'
import { type Caller, type Mail, type MailRead, READ_WITH_AT_MOST, type WholeMail } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { type PersonId, type RoomId, userIdOf } from '../../core/ids.ts'
import { parseMail } from '../../core/mails/parse-mail.ts'
import { fullName } from '../../core/names.ts'
import type { Page } from '../../db/cursor.ts'
import { queueTelling } from '../../db/mails/indexing.ts'
import {
  type MailFilter,
  type MailRow,
  type Named,
  findMailOf,
  isAnyMarkedUnread,
  listMails,
  listUnreadBefore,
  setMailsRead,
  setMailUnread,
} from '../../db/mails/folders.ts'
import { findPerson } from '../../db/people.ts'
import type { World } from '../world.ts'

type Reading = Pick<World, 'db' | 'serverName'>

export async function readMails({ db }: Reading, person: string, filter: MailFilter): Promise<Page<Mail>> {
  const { items, next } = await listMails(db, person, filter)
  return { items: items.map(toMail), next }
}
export const readMail = async ({ db }: Reading, person: string, mail: string): Promise<Mail> => toMail(await getRow(db, person, mail))

/** With its text, as the homeserver has it for the person at this moment: who holds a key does not read. */
export async function readWholeMail(world: World, person: PersonId, mail: string, caller: Caller): Promise<z.input<typeof WholeMail>> {
  const row = await getRow(world.db, person, mail)
  return { ...toMail(row), text: caller.kind === 'person' && caller.personId === person ? await textOf(world, person, row) : null }
}
async function textOf({ db, matrix, serverName }: World, person: PersonId, row: MailRow): Promise<string | null> {
  const reader = await findPerson(db, person, serverName)
  if (row.roomId === null || row.eventId === null || row.deleted || reader === undefined) return null
  const content = await matrix.readEventAs(reader.userId as ReturnType<typeof userIdOf>, row.roomId as RoomId, row.eventId)
  if (content === undefined || typeof content['msgtype'] !== 'string') return null
  const read = parseMail(content)
  return read.is === 'part' ? null : read.text
}

/**
 * Read: by a receipt that everybody of the conversation may see, as in any client; what was unread before it is read with it, and told.
 * Unread: a mark of the reader's own, which their clients show too.
 */
export async function markMail(world: World, person: PersonId, mail: string, read: boolean): Promise<MailRead> {
  const { db, matrix, now, serverName } = world
  const row = await getRow(db, person, mail)
  if (row.sent) throw new Fault('MAIL_NOT_RECEIVED')
  const reader = await findPerson(db, person, serverName)
  if (reader === undefined || row.roomId === null || row.eventId === null) throw new Fault('MAIL_UNKNOWN')
  const [user, room] = [userIdOf(reader.localpart, serverName), row.roomId as RoomId]
  // A receipt that is there already goes no further.
  const covered = read && row.readAt === null ? await listUnreadBefore(db, person, row, READ_WITH_AT_MOST) : []
  if (read) {
    const all = [row, ...covered]
    // Its files come after it, as messages of their own: they are read with it, in any client.
    await matrix.confirmReadAs(user, room, row.files.at(-1)?.eventId ?? row.eventId)
    await db.transaction().execute(async (trx) => {
      const ids = all.map(({ id }) => id)
      if (await setMailsRead(trx, person, ids, now())) await queueTelling(trx)
    })
    if (all.some(({ markedUnread }) => markedUnread) && !(await isAnyMarkedUnread(db, person, row.ref)))
      await matrix.setMarkedUnreadAs(user, room, false)
  } else {
    await matrix.setMarkedUnreadAs(user, room, true)
    await setMailUnread(db, person, mail, now())
  }
  const readWith = covered.map(toMail).map(({ id, at, from, subject }) => ({ id, at, from, subject }))
  return { ...(await readMail(world, person, mail)), readWith }
}

async function getRow(db: World['db'], person: string, mail: string): Promise<MailRow> {
  const row = await findMailOf(db, person, mail)
  if (row === undefined) throw new Fault('MAIL_UNKNOWN')
  return row
}

export const somebody = (one: Named) => ({ id: one.id as PersonId, name: fullName(one) })
function toMail(row: MailRow): Mail {
  const { sent } = row
  const confirmed = row.recipients.filter(({ confirmedAt }) => confirmedAt !== null)
  return {
    id: row.id,
    folder: sent ? 'sent' : 'received',
    at: row.at.toISOString(),
    from: somebody(row.sender),
    // Who else has read is the sender's to know.
    to: row.recipients.map((one) => ({
      ...somebody(one),
      readAt: sent && one.confirmedAt !== null ? new Date(one.confirmedAt).toISOString() : null,
    })),
    subject: row.subject,
    importance: row.important ? 'high' : 'normal',
    notifyOnRead: row.notify,
    replyTo: row.replyTo,
    plain: row.plain,
    files: [...row.files],
    state: sent ? row.state : 'sent',
    failure: row.failure === null ? null : { code: row.failure, ...wordsOf(row.failure) },
    unread: row.unread,
    readAt: row.readAt?.toISOString() ?? null,
    deleted: row.deleted,
    readBy: sent ? confirmed.length : null,
    roomId: row.roomId,
    eventId: row.eventId,
  }
}
const wordsOf = (code: string): { fr: string; en: string } => {
  const known = Object.entries(REFUSALS).find(([name]) => name === code)?.[1]
  return known === undefined
    ? { fr: 'Le serveur de messagerie a refusé ce message.', en: 'The homeserver refused this mail.' }
    : { fr: known.fr, en: known.en }
}

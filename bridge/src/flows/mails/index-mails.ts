import type { Transaction } from 'kysely'
import { type ReadMail, parseMail } from '../../core/mails/parse-mail.ts'
import {
  type SaidFile,
  type SaidMail,
  forgetDeleted,
  insertMailFiles,
  insertMails,
  noteMailReads,
  orphanFiles,
} from '../../db/mails/indexing.ts'
import type { Schema } from '../../db/schema.ts'
import { isMailIdOf } from './mail-id.ts'

/** An event that is new to the index, as the path of an event has it. */
export interface NewEvent {
  readonly eventId: string
  readonly kind: string
  readonly ref: string
  readonly at: Date
  readonly person: string | null
  readonly said: boolean
  readonly type: string
  readonly content: Readonly<Record<string, unknown>>
}
type How = 'delivered' | 'repaired' | 'rebuilt'

/**
 * What people said in rooms of mail becomes mails, whichever client it was written in; what they deleted is forgotten. In the transaction
 * that makes the events known.
 */
export async function indexMails(trx: Transaction<Schema>, rows: readonly NewEvent[], how: How): Promise<void> {
  const ofMail = rows.filter(({ kind }) => kind === 'mail')
  if (ofMail.length === 0) return
  const said = ofMail.flatMap((row) => {
    // Deleted before it reached us: there is nothing to show.
    if (!row.said || row.person === null || typeof row.content['msgtype'] !== 'string') return []
    return [{ row, sender: row.person, read: parseMail(row.content) }]
  })
  await insertMailFiles(trx, said.flatMap(fileOf))
  await insertMails(trx, named(said.flatMap(mailOf)), how !== 'rebuilt')
  const parts = said.filter(({ read }) => read.is === 'part')
  const orphans = await orphanFiles(
    trx,
    parts.map(({ row }) => row.eventId),
  )
  await insertMails(trx, parts.filter(({ row }) => orphans.has(row.eventId)).map(asPlain), how !== 'rebuilt')
  const deleted = ofMail.flatMap(({ type, content }) => (type === 'm.room.redaction' ? [content['redacts']] : []))
  await forgetDeleted(
    trx,
    deleted.filter((event) => typeof event === 'string'),
  )
}

/** Who read further: the hook of receipts. What is private tells the sender nothing. */
export async function noteReads(
  trx: Transaction<Schema>,
  reads: readonly { kind: string; person: string; ref: string }[],
  how: How,
): Promise<void> {
  const ofMail = reads.filter(({ kind }) => kind === 'mail').map(({ person, ref }) => ({ person, ref }))
  if (ofMail.length > 0) await noteMailReads(trx, ofMail, how !== 'rebuilt')
}

interface Said {
  readonly row: NewEvent
  readonly sender: string
  readonly read: ReadMail
}

function fileOf({ row, sender, read }: Said): SaidFile[] {
  if (read.is === 'mail' || read.file === null) return []
  const claim = read.is === 'part' ? { claimed: read.of, part: read.part } : { claimed: row.eventId, part: 0 }
  return [{ eventId: row.eventId, ref: row.ref, sender, ...claim, ...read.file }]
}

function mailOf(said: Said): SaidMail[] {
  const { row, sender, read } = said
  if (read.is === 'part') return []
  if (read.is === 'plain') return [asPlain(said)]
  const { id, subject, importance, notifyOnRead: notify, replyTo } = read
  return [
    {
      ...asPlain(said),
      id: isMailIdOf(id, sender) ? id : row.eventId,
      claimed: id,
      subject,
      important: importance === 'high',
      notify,
      plain: false,
      replyTo,
    },
  ]
}

const asPlain = ({ row: { eventId, ref, at }, sender, read }: Said): SaidMail => ({
  id: eventId,
  ref,
  sender,
  at,
  eventId,
  claimed: eventId,
  partOf: read.is === 'part' ? read.of : null,
  subject: '',
  important: false,
  notify: false,
  plain: true,
  replyTo: null,
})

/** The first of a name keeps it. */
function named(mails: readonly SaidMail[]): SaidMail[] {
  const taken = new Set<string>()
  return mails.map((mail) => {
    const free = !taken.has(mail.id)
    taken.add(mail.id)
    return free ? mail : { ...mail, id: mail.eventId, claimed: mail.eventId }
  })
}

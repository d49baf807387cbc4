import { createHash } from 'node:crypto'
import { type Facts, RULES, type RefusalCode, decide } from 'policies'
import type { Mail, MailBody, Person } from '../../contract.ts'
import { FAULTS, Fault, type FaultCode } from '../../core/faults.ts'
import type { PersonId } from '../../core/ids.ts'
import { composeMail } from '../../core/mails/compose-mail.ts'
import type { MailFile } from '../../core/mails/mail.ts'
import { forwardSubject, replySubject } from '../../core/mails/subjects.ts'
import { mediaIdOf } from '../../core/media.ts'
import { ensureMail } from '../../db/mail.ts'
import { type MailRow, findMailOf } from '../../db/mails/folders.ts'
import { type Letter, findAsked, insertSending, lockKey } from '../../db/mails/sending.ts'
import { findFileFacts } from '../../db/media-facts.ts'
import { listFileSizes } from '../../db/media.ts'
import { findPerson, listPeopleByIds } from '../../db/people.ts'
import { tellDeparted } from '../departures/tell-departed.ts'
import { judgeMail } from '../open-mail.ts'
import type { World } from '../world.ts'
import { newMailId } from './mail-id.ts'
import { readMail } from './read-mails.ts'

type Sending = Pick<World, 'db' | 'now' | 'serverName' | 'decisions'>

/**
 * Takes a mail to be sent: everything that can be refused is refused here, before anything is. The rest is the queue's: the answer is the
 * mail as it stands. The same key again gives the same mail.
 */
export async function askToSend(world: Sending, id: PersonId, body: MailBody): Promise<Mail> {
  const { db, now, serverName } = world
  const sender = await findPerson(db, id, serverName)
  if (sender === undefined) throw new Fault('PERSON_UNKNOWN', 'id')
  const digest = createHash('sha256').update(JSON.stringify(body)).digest()
  const before = await findAsked(db, id, body.key)
  if (before !== undefined) return sameMail(world, id, before, digest)

  const { letter, to } = await letterOf(world, sender, body)
  const people = await judgeRecipients(world, sender, to)
  const mail = newMailId(id)
  if (composeMail({ ...letter, id: mail, replyToEvent: LONGEST_EVENT }) === undefined) throw new Fault('TOO_LONG', 'text')
  const meanwhile = await db.transaction().execute(async (trx) => {
    const asked = await lockKey(trx, id, body.key)
    if (asked !== undefined) return asked
    const ref = await ensureMail(trx, people, now())
    await insertSending(trx, { mail, ref, person: id, key: body.key, digest, letter, now: now() })
    return undefined
  })
  return meanwhile === undefined ? readMail(world, id, mail) : sameMail(world, id, meanwhile, digest)
}
const LONGEST_EVENT = '$'.padEnd(100, 'x')

async function sameMail(world: Sending, person: string, before: { mail: string; digest: Buffer }, digest: Buffer): Promise<Mail> {
  if (!before.digest.equals(digest)) throw new Fault('MAIL_KEY_REUSED', 'key')
  return readMail(world, person, before.mail)
}

/** What will be said, and to whom: what is not given is taken from the mail that is answered or passed on. */
async function letterOf(world: Sending, sender: Person, body: MailBody): Promise<{ letter: Letter; to: readonly string[] }> {
  const { text, importance, notifyOnRead } = body
  const answered = await cited(world, sender, body.replyTo, 'replyTo')
  const passedOn = await cited(world, sender, body.forwardOf, 'forwardOf')
  const given = passedOn === undefined ? replySubject(answered?.subject ?? '') : forwardSubject(passedOn.subject)
  const subject = body.subject ?? (answered === undefined && passedOn === undefined ? '' : given)
  const wanted = [...(passedOn?.files ?? []), ...body.files].filter(
    ({ address }, index, all) => all.findIndex((other) => other.address === address) === index,
  )
  const letter: Letter = {
    subject,
    text: text.replaceAll(/\r\n?/g, '\n'),
    importance,
    notifyOnRead,
    replyTo: answered?.id ?? null,
    files: await judgeFiles(world, sender, wanted),
  }
  return { letter, to: body.to ?? toWhom(sender, answered, body.toAll) }
}

async function cited({ db }: Sending, { id }: Person, mail: string | undefined, path: string): Promise<MailRow | undefined> {
  if (mail === undefined) return undefined
  const found = await findMailOf(db, id, mail)
  if (found === undefined || found.eventId === null) throw new Fault('MAIL_UNKNOWN', path)
  return found
}

/** Who answers a mail of their own writes to the same people again. */
function toWhom({ id }: Person, answered: MailRow | undefined, toAll: boolean): string[] {
  if (answered === undefined) throw new Fault('MAIL_WITHOUT_RECIPIENT', 'to')
  const all = [answered.sender, ...answered.recipients].map((one) => one.id)
  return toAll || answered.sent ? all.filter((one) => one !== id) : [answered.sender.id]
}

/** By the rules of every conversation. The recipient at fault is named. Gives everybody of it, the sender too. */
async function judgeRecipients(world: Sending, sender: Person, to: readonly string[]): Promise<string[]> {
  const { db, serverName, decisions } = world
  const found = new Map(
    (await db.transaction().execute((trx) => listPeopleByIds(trx, to, serverName))).map((person) => [person.id as string, person]),
  )
  const unknown = to.findIndex((id) => !found.has(id))
  if (unknown >= 0) throw new Fault('PERSON_UNKNOWN', `to[${unknown}]`)
  const invited = to.flatMap((id) => found.get(id)?.userId ?? [])
  const { decision, people, facts, departed } = await judgeMail(world, sender.userId, { invited, asks: 'conversation' })
  if (decision.allowed) return people
  await tellDeparted(world, sender.id, departed)
  decisions.record({ question: 'mail.open', decision, userId: sender.userId, roomId: null, room: null, via: 'gateway' })
  const worst = to.findIndex((id) => found.get(id)?.status === facts.mail?.worst)
  throw refused(decision.code, decision.code === 'ACCOUNT_NOT_ACTIVE' ? 'id' : worst >= 0 ? `to[${worst}]` : 'to')
}

/** By the rule of whoever cites a file, before anything is sent; the homeserver's module asks it again of each event. */
async function judgeFiles(
  { db, serverName, now }: Sending,
  { localpart }: Person,
  files: readonly { address: string; name: string }[],
): Promise<MailFile[]> {
  if (files.length === 0) return []
  const ids = files.map(({ address }) => mediaIdOf(address, serverName))
  const media = await findFileFacts(db, ids, { actor: localpart, subject: localpart, now: now() })
  const actor = { status: 'active', belongs: true, writes: true, manages: false } as const
  const facts: Facts = {
    room: {
      kind: 'mail',
      closed: false,
      correspondents: 'reachable',
    },
    actor,
    subject: actor,
    asTheKindSays: false,
    saying: 'on-the-list',
    namedAsInRegistry: true,
    deletion: null,
  }
  const all = decide(RULES, 'message.send', { ...facts, media })
  if (!all.allowed) {
    const worst = media.findIndex((one) => !decide(RULES, 'message.send', { ...facts, media: [one] }).allowed)
    throw refused(all.code, worst >= 0 ? `files[${worst}]` : 'files')
  }
  const sizes = await listFileSizes(
    db,
    media.map(({ mediaId }) => mediaId),
  )
  return files.map(({ address, name }, index) => ({
    address,
    name,
    type: media[index]?.type ?? '',
    size: sizes.get(media[index]?.mediaId ?? '') ?? 0,
  }))
}

const refused = (code: RefusalCode, path: string): Fault => new Fault(code in FAULTS ? (code as FaultCode) : 'BAD_REQUEST', path)

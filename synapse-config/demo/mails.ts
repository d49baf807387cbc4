import type { Mail } from '../../bridge/src/contract.ts'
import { Problem } from '../stack/problem.ts'
import type { Sessions } from './accounts.ts'
import { personId } from './content.ts'
import { inParallel } from './in-parallel.ts'
import { type DemoMail, MAILS } from './internal-mail.ts'
import { onePagePdf } from './one-page-pdf.ts'
import type { Who } from './people.ts'
import type { Session } from './session.ts'
import { waitFor } from './wait-for.ts'

/** Writes and reads the internal mail, one after the other since folders show the newest first. What was sent is not sent again. */
export async function exchangeMails(sessions: Sessions): Promise<void> {
  for (const [index, mail] of MAILS.entries()) {
    const sender = await sessions.of(personId(mail.from))
    const id = await sendOnce(
      sender,
      ({ subject, replyTo }) => subject === mail.subject && replyTo === null,
      `demo-${index}`,
      () => letterOf(sender, mail),
    )
    await readAs(sessions, mail.readBy, id)
    if (mail.answer === undefined) continue
    const { from, text, readBy } = mail.answer
    const answerer = await sessions.of(personId(from))
    const answer = await sendOnce(
      answerer,
      ({ replyTo }) => replyTo === id,
      `demo-${index}-re`,
      () => Promise.resolve({ replyTo: id, toAll: true, text }),
    )
    await readAs(sessions, readBy, answer)
  }
}

async function letterOf(sender: Session, { to, subject, text, important, notifyOnRead, file }: DemoMail): Promise<object> {
  const files =
    file === undefined
      ? []
      : [{ name: file.name, address: await sender.upload(file.name, 'application/pdf', onePagePdf(file.title, file.lines)) }]
  return {
    to: to.map(personId),
    subject,
    text,
    importance: important === true ? 'high' : 'normal',
    notifyOnRead: notifyOnRead === true,
    files,
  }
}

/** Gives the mail's identifier once it is with its recipients. */
async function sendOnce(sender: Session, isIt: (mail: Mail) => boolean, key: string, letter: () => Promise<object>): Promise<string> {
  const before = (await folder(sender, 'sent')).find(isIt)
  const { id } = before ?? (await sender.own<Mail>('POST', '/mails', { key, ...(await letter()) }))
  const { failure } = await waitFor(
    () => sender.own<Mail>('GET', `/mails/${id}`),
    ({ state }) => state !== 'waiting',
    ({ subject }) => `Le message « ${subject} » n’est toujours pas parti.`,
  )
  if (failure !== null) throw new Problem(`Un message de la démonstration a été refusé : ${failure.fr}`)
  return id
}

async function readAs(sessions: Sessions, readers: readonly Who[], id: string): Promise<void> {
  await inParallel(readers, 4, async (who) => {
    const reader = await sessions.of(personId(who))
    const received = await waitFor(
      async () => (await folder(reader, 'received')).find((mail) => mail.id === id),
      (mail) => mail !== undefined,
      () => `${reader.userId} n’a pas reçu un message de la démonstration.`,
    )
    if (received?.unread === true) await reader.own('PUT', `/mails/${id}/read`, { read: true })
  })
}

const folder = async (session: Session, which: Mail['folder']): Promise<readonly Mail[]> =>
  (await session.own<{ items: Mail[] }>('GET', `/mails?folder=${which}&limit=200`)).items

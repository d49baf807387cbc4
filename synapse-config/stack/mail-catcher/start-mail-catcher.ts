import { once } from 'node:events'
import { createServer } from 'node:http'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerEnvelope } from 'smtp-server'
import { freePort } from '../ports.ts'
import { answerPage } from './answer-page.ts'
import { type CaughtMails, caughtMails } from './caught-mails.ts'

const HOST = '127.0.0.1'
const MESSAGES_AT_MOST = 500
const BYTES_AT_MOST = 2 * 1024 * 1024
const RECIPIENTS_AT_MOST = 100

export interface MailCatcher {
  /** Where to send to. */
  smtpUrl: string
  /** Where to read. */
  url: string
  stop(): Promise<void>
}
export interface MailCatcherOptions {
  /** Everything it writes lies in it. */
  dir: string
  messagesAtMost?: number
  bytesAtMost?: number
}

/**
 * An SMTP server that delivers nothing: it keeps what it is given, for a page to show. Both answer on this machine only. A message is
 * on the disk before it is acknowledged, as a real server does it, so that nothing is lost between the sender and us.
 */
export async function startMailCatcher({
  dir,
  messagesAtMost = MESSAGES_AT_MOST,
  bytesAtMost = BYTES_AT_MOST,
}: MailCatcherOptions): Promise<MailCatcher> {
  const mails = caughtMails(dir, messagesAtMost)
  const smtp = new SMTPServer({
    banner: 'SPHERE',
    size: bytesAtMost,
    // On the loopback there is nobody to hide from; a certificate that nobody knows would only be refused.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: 50,
    socketTimeout: 30_000,
    closeTimeout: 500,
    onRcptTo: (_address, { envelope }, done) => {
      done(envelope.rcptTo.length < RECIPIENTS_AT_MOST ? undefined : refusal(452, 'Trop de destinataires'))
    },
    onData: (stream, { envelope }, answer) => void received(mails, stream, envelope, bytesAtMost).then(answer),
  })
  // A client that leaves in the middle of a word.
  smtp.on('error', () => undefined)
  const pages = createServer((request, response) => void answerPage(mails, request, response))
  const [smtpPort, pagePort] = [await freePort(), await freePort()]
  const listening = [once(smtp.server, 'listening'), once(pages, 'listening')]
  smtp.listen(smtpPort, HOST)
  pages.listen(pagePort, HOST)
  await Promise.all(listening)
  return {
    smtpUrl: `smtp://${HOST}:${smtpPort}`,
    url: `http://${HOST}:${pagePort}/`,
    async stop() {
      await Promise.all([
        new Promise<void>((resolve) => void smtp.close(() => resolve())),
        new Promise<void>((resolve) => {
          pages.close(() => resolve())
          pages.closeAllConnections()
        }),
      ])
    },
  }
}

/** Gives why not, for the sender; nothing when it is kept. Too big a message is heard to its end, and forgotten on the way. */
async function received(
  mails: CaughtMails,
  stream: SMTPServerDataStream,
  { mailFrom, rcptTo }: SMTPServerEnvelope,
  bytesAtMost: number,
): Promise<Error | undefined> {
  try {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > bytesAtMost) chunks.length = 0
      else chunks.push(chunk)
    }
    if (size > bytesAtMost) return refusal(552, 'Message trop grand')
    mails.keep({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address) }, Buffer.concat(chunks))
    return undefined
  } catch {
    // The sender tries again: a full disk is no reason to lose a message.
    return refusal(451, 'Impossible de garder ce message')
  }
}

const refusal = (responseCode: number, words: string): Error => Object.assign(new Error(words), { responseCode })

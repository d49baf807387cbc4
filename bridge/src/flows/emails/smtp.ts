import { createTransport } from 'nodemailer'

export interface Email {
  readonly messageId: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly language: string
  /** Where one click ends them (RFC 8058); absent of what was asked for. */
  readonly unsubscribe?: string | undefined
}
/**
 * `refused`: the server knows that nothing arrives at this address. `later`: everything else that went wrong; `cause` is a code, never what
 * the server said, which may quote the address. `serverIsAway`: another e-mail would fare no better.
 */
export type Posted =
  | { readonly is: 'sent' }
  | { readonly is: 'refused'; readonly cause: string }
  | { readonly is: 'later'; readonly cause: string; readonly serverIsAway: boolean }
export interface Post {
  /** Never throws. */
  send(email: Email): Promise<Posted>
  close(): void
}

const SILENCE_MS = 30_000

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i
/** A password goes over the network encrypted, or not at all: a server that does not offer STARTTLS, or somebody in between, gets none. */
const needsTls = ({ username, password, hostname }: URL): boolean => `${username}${password}` !== '' && !LOOPBACK.test(hostname)

/** The only place that speaks SMTP: smtp:// (STARTTLS when it is offered) or smtps://, with user and password in the address when it needs them. */
export function smtpPost(url: string): Post {
  const transport = createTransport({
    url,
    requireTLS: needsTls(new URL(url)),
    pool: true,
    maxConnections: 4,
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0])
  // A connection that is lost fails what it was sending; that is where it is heard of.
  transport.on('error', () => undefined)
  return {
    async send({ messageId, from, to, subject, text, html, language, unsubscribe }) {
      const headers = {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'Content-Language': language,
        ...(unsubscribe === undefined
          ? {}
          : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
      }
      const message = { messageId: `<${messageId}>`, from, to: { name: '', address: to }, subject, text, html, headers }
      return transport.sendMail(message).then((): Posted => ({ is: 'sent' }), judged)
    },
    close: () => transport.close(),
  }
}

/**
 * Only what is refused for good, at the word that names the address, says something about the address; and not when it is about us
 * (RFC 3463: 5.7 is policy, such as a relay that does not know us; 530 asks for a password).
 */
function judged(error: unknown): Posted {
  const { code = 'UNKNOWN', responseCode: answer = 0, response = '', command = '' } = error as Partial<SmtpError>
  const cause = answer === 0 ? code : `${code} ${answer}`
  const aboutUs = answer === 530 || /^\d{3}[ -]5\.7\./.test(response)
  if (command === 'RCPT TO' && answer >= 500 && answer < 600 && !aboutUs) return { is: 'refused', cause }
  return { is: 'later', cause, serverIsAway: answer === 0 || aboutUs || (command !== 'RCPT TO' && command !== 'DATA') }
}
interface SmtpError {
  readonly code: string
  readonly responseCode: number
  readonly response: string
  readonly command: string
}

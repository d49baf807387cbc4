import type { Correspondent, WholeMail } from 'bridge/contract'
import type { Draft, Recipient } from '../../api/mail-drafts.ts'
import type { useText } from '../../text/text.tsx'
import { answerSubject } from '../../ui/mail/mail-words.ts'

export interface Beginning {
  /** Those whom the address names. */
  readonly named: readonly Correspondent[]
  readonly subject: string
  /** The mail that is answered or passed on. */
  readonly about: { readonly mail: WholeMail; readonly how: 'reply' | 'reply-all' | 'pass-on' } | null
  readonly me: string | undefined
}

/** Without `crypto.randomUUID`, which browsers have in secure contexts alone. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

export function beginDraft({ named, subject, about, me }: Beginning, words: ReturnType<typeof useText>): Draft {
  const blank: Draft = {
    key: newKey(),
    to: named.map(({ id, name }) => ({ id, name })),
    subject,
    text: '',
    important: false,
    notifyOnRead: false,
    files: [],
  }
  if (about === null) return blank
  const { mail, how } = about
  if (how !== 'pass-on') return { ...blank, to: toWhom(mail, how === 'reply-all', me), subject: answerSubject('Re : ', mail.subject) }
  return {
    ...blank,
    subject: answerSubject('Tr : ', mail.subject),
    text: passedOn(mail, words),
    files: mail.files.map(({ address, name, type, size }) => ({ address, name, type, size })),
  }
}

/** Who answers a mail of their own writes to the same people again. */
function toWhom({ folder, from, to }: WholeMail, toAll: boolean, me: string | undefined): readonly Recipient[] {
  if (folder === 'sent') return to.map(({ id, name }) => ({ id, name }))
  return toAll ? [from, ...to.flatMap(({ id, name }) => (id === me ? [] : [{ id, name }]))] : [from]
}

function passedOn(mail: WholeMail, { t, instant, list }: ReturnType<typeof useText>): string {
  return [
    '',
    '',
    t('compose.passed-on'),
    t('compose.passed-on.from', { name: mail.from.name }),
    t('compose.passed-on.date', { when: instant(mail.at) }),
    ...(mail.subject === '' ? [] : [t('compose.passed-on.subject', { subject: mail.subject })]),
    t('compose.passed-on.to', { names: list(mail.to.map(({ name }) => name)) }),
    '',
    mail.text ?? '',
  ].join('\n')
}

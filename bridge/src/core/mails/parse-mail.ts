import { fileIn } from '../document.ts'
import { isObject } from '../json.ts'
import { headOf } from './compose-mail.ts'
import { FILES_AT_MOST, type Importance, MAIL_FIELD, type MailFile, SUBJECT_AT_MOST } from './mail.ts'

/** What an event of a room of mail is. Whatever a client invented is within bounds here, or the message is a plain one. */
export type ReadMail =
  | {
      readonly is: 'mail'
      readonly id: string
      readonly subject: string
      readonly text: string
      readonly importance: Importance
      readonly notifyOnRead: boolean
      readonly replyTo: string | null
    }
  | { readonly is: 'part'; readonly of: string; readonly part: number; readonly file: MailFile }
  /** As any client writes it: a mail without subject, perhaps a file alone. */
  | { readonly is: 'plain'; readonly text: string; readonly file: MailFile | null }

/** The identifier that a mail is given by who sends it, or its event's. */
const ID = /^(?:[A-Za-z0-9_-]{16,64}|\$[A-Za-z0-9_+/-]{10,100})$/

export function parseMail(content: Readonly<Record<string, unknown>>): ReadMail {
  const body = typeof content['body'] === 'string' ? content['body'] : ''
  const file = fileIn(content)
  const field = content[MAIL_FIELD]
  const plain: ReadMail = { is: 'plain', text: body, file }
  if (!isObject(field) || !isId(field['id'])) return plain
  const { id, part } = field
  if (part !== undefined)
    return file !== null && typeof part === 'number' && Number.isInteger(part) && part >= 0 && part < FILES_AT_MOST
      ? { is: 'part', of: id, part, file }
      : plain
  const { subject, importance, notifyOnRead, replyTo } = field
  const isWhole =
    content['msgtype'] === 'm.text' &&
    isLine(subject, SUBJECT_AT_MOST) &&
    (importance === 'normal' || importance === 'high') &&
    typeof notifyOnRead === 'boolean' &&
    (replyTo === null || isId(replyTo))
  // Every client shows the body: a mail whose text were another one would say two things.
  if (!isWhole || !body.startsWith(headOf(subject))) return plain
  return { is: 'mail', id, subject, text: body.slice(headOf(subject).length), importance, notifyOnRead, replyTo }
}

const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value)
const isLine = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most && !/[\p{Cc}\p{Cs}]/u.test(value)

import { MAIL_FIELD, type NewMail } from './mail.ts'

type Content = Readonly<Record<string, unknown>>

/** Bytes of a content, as the rules count them (core/question.ts), with room for what the homeserver may add. */
const FITS = 32_000

/**
 * The events of a mail, in the order in which they are sent: the text, which any client shows, then its files. Undefined when it is longer
 * than a message may be.
 */
export function composeMail(mail: NewMail): Content[] | undefined {
  const { id, files } = mail
  // A long text is there once: first what is for the eye goes, then the copy.
  const [text] = [whole(mail), withoutHtml(whole(mail)), withoutCopy(withoutHtml(whole(mail)))].filter(
    (content) => utf8Length(JSON.stringify(content)) <= FITS,
  )
  if (text === undefined) return undefined
  const parts = files.map(({ address, name, type, size }, part) => ({
    msgtype: msgtypeOf(type),
    body: name,
    filename: name,
    url: address,
    info: { mimetype: type, size },
    [MAIL_FIELD]: { id, part },
  }))
  return [text, ...parts]
}

function whole({ id, subject, text, importance, notifyOnRead, replyTo, replyToEvent, files }: NewMail): Content {
  const title = subject === '' ? '' : `<strong>${escaped(subject)}</strong><br><br>`
  return {
    msgtype: 'm.text',
    body: `${headOf(subject)}${text}`,
    format: 'org.matrix.custom.html',
    formatted_body: `${title}${escaped(text).replaceAll('\n', '<br>')}`,
    // An answer alerts nobody by a name that is quoted: mentions are those that are said.
    'm.mentions': {},
    ...(replyToEvent === null ? {} : { 'm.relates_to': { 'm.in_reply_to': { event_id: replyToEvent } } }),
    [MAIL_FIELD]: { id, subject, text, importance, notifyOnRead, replyTo, files: files.length },
  }
}
const withoutHtml = ({ format: _format, formatted_body: _html, ...content }: Content): Content => content
function withoutCopy(content: Content): Content {
  const { text: _text, ...field } = content[MAIL_FIELD] as Content
  return { ...content, [MAIL_FIELD]: field }
}

/** What stands before the text for clients that know nothing of subjects. */
export const headOf = (subject: string): string => (subject === '' ? '' : `Objet : ${subject}\n\n`)

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark)

const msgtypeOf = (type: string): string => ({ image: 'm.image', audio: 'm.audio', video: 'm.video' })[type.split('/')[0] ?? ''] ?? 'm.file'

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4
  }
  return bytes
}

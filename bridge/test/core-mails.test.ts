import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeMail, escaped, utf8Length } from '../src/core/mails/compose-mail.ts'
import { FILES_AT_MOST, MAIL_FIELD, type NewMail, SUBJECT_AT_MOST } from '../src/core/mails/mail.ts'
import { parseMail } from '../src/core/mails/parse-mail.ts'
import { forwardSubject, replySubject } from '../src/core/mails/subjects.ts'

const LARGEST_MESSAGE = 32_768
const id = fc.string({ minLength: 32, maxLength: 32, unit: fc.constantFrom('a', 'b', 'c', 'X', 'Y', 'Z', '0', '1', '9', '_', '-') })
const line = (maxLength: number) =>
  fc.string({ maxLength, unit: 'grapheme' }).map((text) =>
    text
      .replace(/[\p{Cc}\p{Cs}]/gu, '')
      .slice(0, maxLength)
      .toWellFormed(),
  )
const MARKUP = fc.constantFrom('<img src=x onerror=a()>', '</strong><a href="javascript:a()">', "& '&lt;")
const file = fc.record({
  address: id.map((name) => `mxc://localhost/${name}`),
  name: fc.constantFrom('compte-rendu.pdf', 'photo.png'),
  type: fc.constantFrom('application/pdf', 'image/png', 'video/mp4', ''),
  size: fc.nat(),
})
const mail: fc.Arbitrary<NewMail> = fc.record({
  id,
  subject: fc.oneof(line(SUBJECT_AT_MOST), MARKUP),
  text: fc.oneof(
    fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' }).map((text) => text.toWellFormed()),
    MARKUP,
  ),
  importance: fc.constantFrom('normal', 'high'),
  notifyOnRead: fc.boolean(),
  replyTo: fc.option(id),
  replyToEvent: fc.option(id.map((name) => `$${name}`)),
  files: fc.array(file, { maxLength: 3 }),
})

test('what is composed is read again as it was, whatever it holds', () => {
  fc.assert(
    fc.property(mail, (given) => {
      const [text, ...parts] = composeMail(given) ?? []
      const { replyToEvent: _event, files, ...kept } = given
      expect(parseMail(JSON.parse(JSON.stringify(text)))).toEqual({ is: 'mail', ...kept })
      expect(parts.map((part) => parseMail(part))).toEqual(files.map((one, part) => ({ is: 'part', of: given.id, part, file: one })))
    }),
  )
})

test('a client that knows nothing of mails shows the subject and the text, and nothing that somebody wrote is markup', () => {
  fc.assert(
    fc.property(mail, (given) => {
      const [text] = composeMail(given) ?? []
      expect(String(text?.['body'])).toContain(given.subject)
      expect(String(text?.['body']).endsWith(given.text)).toBe(true)
      const html = String(text?.['formatted_body'])
      expect(html.match(/<[^>]*>/g) ?? []).toEqual(
        (html.match(/<[^>]*>/g) ?? []).filter((tag) => ['<strong>', '</strong>', '<br>'].includes(tag)),
      )
      expect(html.replaceAll(/<\/?(strong|br)>/g, '')).not.toMatch(/[<>"']/)
    }),
  )
  expect(escaped(`<img src=x onerror='a("b")'> & co`)).toBe('&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt; &amp; co')
})

test('the longest text still fits in one message, in French; what does not fit is not composed', () => {
  const long = (text: string): NewMail => ({
    id: 'a'.repeat(32),
    subject: 'é'.repeat(SUBJECT_AT_MOST),
    text,
    importance: 'high',
    notifyOnRead: true,
    replyTo: 'b'.repeat(32),
    replyToEvent: `$${'c'.repeat(43)}`,
    files: [],
  })
  const french = 'Le pansement a été refait ce matin, à domicile. '.repeat(420).slice(0, 20_000)
  const [content] = composeMail(long(french)) ?? []
  expect(utf8Length(JSON.stringify(content))).toBeLessThanOrEqual(LARGEST_MESSAGE)
  expect(parseMail(content ?? {})).toMatchObject({ is: 'mail', text: french })
  expect(composeMail(long('💊'.repeat(10_000)))).toBeUndefined()
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void expect(utf8Length(text)).toBe(Buffer.byteLength(text))))
})

test('whatever a client invents, it is read without an error, and everything kept is within bounds', () => {
  const field = fc.oneof(fc.anything(), fc.record({ id: fc.oneof(id, fc.anything()), part: fc.oneof(fc.anything(), fc.integer()) }))
  const content = fc.record({
    msgtype: fc.oneof(fc.constantFrom('m.text', 'm.file', 'm.image'), fc.anything()),
    body: fc.oneof(fc.string(), fc.anything()),
    url: fc.oneof(
      id.map((name) => `mxc://localhost/${name}`),
      fc.anything(),
    ),
    info: fc.anything(),
    filename: fc.anything(),
    [MAIL_FIELD]: field,
  })
  fc.assert(
    fc.property(content, (given) => {
      const read = parseMail(given)
      if (read.is === 'part') expect(read.part).toBeLessThan(FILES_AT_MOST)
      if (read.is === 'mail') return
      if (read.file === null) return
      expect(read.file.name.length).toBeLessThanOrEqual(255)
      expect(read.file.type.length).toBeLessThanOrEqual(100)
      expect(read.file.name).not.toMatch(/\p{Cc}/u)
      expect(Number.isSafeInteger(read.file.size) && read.file.size >= 0).toBe(true)
    }),
  )
})

test.each([
  ['another subject than the one that every client shows', { subject: 'Autre chose' }],
  ['a subject on two lines', { subject: 'Objet\nfaux' }],
  ['an importance of its own', { importance: 'vital' }],
  ['a reading that is neither asked nor not', { notifyOnRead: 'oui' }],
  ['no name', { id: '' }],
  ['a name longer than one is', { id: 'a'.repeat(2_000) }],
  ['an answer to something that is no name', { replyTo: '<script>' }],
])('a mail with %s is a plain message', (_what, wrong) => {
  const good = { id: 'a'.repeat(32), subject: 'Objet', text: 'texte', importance: 'normal', notifyOnRead: false, replyTo: null, files: 0 }
  const content = (field: object) => ({ msgtype: 'm.text', body: 'Objet : Objet\n\ntexte', [MAIL_FIELD]: field })
  expect(parseMail(content(good)).is).toBe('mail')
  expect(parseMail(content({ ...good, ...wrong }))).toEqual({ is: 'plain', text: 'Objet : Objet\n\ntexte', file: null })
})

test.each([
  ['Ordonnance', 'Re : Ordonnance', 'Tr : Ordonnance'],
  ['Re : Ordonnance', 'Re : Ordonnance', 'Tr : Ordonnance'],
  ['RE: Fwd: TR : Rép : Ordonnance', 'Re : Ordonnance', 'Tr : Ordonnance'],
  ['Re[2]: Ordonnance', 'Re : Ordonnance', 'Tr : Ordonnance'],
  ['Reprise du traitement', 'Re : Reprise du traitement', 'Tr : Reprise du traitement'],
  ['', 'Re :', 'Tr :'],
])('“%s” is answered as “%s” and passed on as “%s”', (subject, reply, forward) => {
  expect(replySubject(subject)).toBe(reply)
  expect(forwardSubject(subject)).toBe(forward)
})
test('an answer to an answer has the subject of the answer, and no subject grows too long', () => {
  fc.assert(
    fc.property(line(SUBJECT_AT_MOST), (subject) => {
      expect(replySubject(subject).length).toBeLessThanOrEqual(SUBJECT_AT_MOST)
      expect(replySubject(subject).isWellFormed()).toBe(true)
      expect(replySubject(replySubject(subject))).toBe(replySubject(subject))
    }),
  )
})

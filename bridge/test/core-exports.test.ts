import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ExportedJournal, documentOf } from '../src/core/exports/document.ts'
import { sizeWords } from '../src/core/exports/export-words.ts'
import { htmlOf } from '../src/core/exports/html.ts'
import { addEvents, emptyTranscript } from '../src/core/exports/transcript.ts'
import { pdfOf } from '../src/flows/exports/draw-pdf.ts'
import { seal, unseal } from '../src/flows/exports/seal.ts'
import { readPdf } from './support/exports.ts'

const AT = Date.parse('2026-03-29T00:30:00Z')
let made = 0
const event = (content: object, more: object = {}) => ({
  event_id: `$${made++}`,
  type: 'm.room.message',
  sender: '@nadia:x',
  origin_server_ts: AT + made * 1000,
  content,
  ...more,
})
const text = (body: string, more: object = {}) => event({ msgtype: 'm.text', body, ...more })
function journalOf(pages: readonly (readonly unknown[])[], given: Partial<ExportedJournal> = {}): ExportedJournal {
  const transcript = emptyTranscript()
  for (const page of pages) addEvents(transcript, page)
  return {
    language: 'fr',
    zone: 'Europe/Paris',
    at: new Date(AT),
    patient: 'Mme Perrichon',
    structure: 'DAC Sud',
    exporter: 'Nadia BENALI — Infirmière',
    reason: 'Transmission',
    from: null,
    to: null,
    members: [{ name: 'Nadia BENALI', role: 'Infirmière', structures: ['Cabinet'], start: new Date(AT), end: null }],
    names: new Map([['@nadia:x', 'Nadia BENALI']]),
    transcript,
    ...given,
  }
}
const html = (journal: ExportedJournal): string => [...htmlOf(documentOf(journal))].join('')
async function pdf(journal: ExportedJournal): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of pdfOf(documentOf(journal))) pieces.push(piece)
  return Buffer.concat(pieces)
}
/** Every tag, in order, and what is between them. */
const tagsIn = (page: string): string[] => page.match(/<[^>]*>/g) ?? []

test('whatever people write, in a text or in a name, changes not one tag of the page', () => {
  const plain = (said: string) => {
    const file = event({ msgtype: 'm.file', body: said, filename: said, info: { mimetype: said, size: 12 } })
    const answered = text(said)
    const answer = text(said, { 'm.relates_to': { 'm.in_reply_to': { event_id: answered.event_id } } })
    const sign = event({ 'm.relates_to': { rel_type: 'm.annotation', event_id: answer.event_id, key: said } }, { type: 'm.reaction' })
    const who = { patient: said, structure: said, exporter: said, reason: said, names: new Map([['@nadia:x', said]]) }
    const members = [{ name: said, role: said, structures: [said], start: new Date(AT), end: null }]
    return html(journalOf([[answered, answer, file, sign]], { ...who, members })).replaceAll(/datetime="[^"]*"/g, '')
  }
  const wanted = tagsIn(plain('a'))
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('<script>', '</p>', '"><b>', "' onload='", '&lt;', '<!--', ']]>', '\ud800'),
  )
  const said = fc.array(nasty, { minLength: 1, maxLength: 6 }).map((parts) => `a${parts.join('')}a`)
  fc.assert(
    fc.property(said, (words) => {
      expect(tagsIn(plain(words))).toEqual(wanted)
    }),
  )
})

test('a message that is deleted while the journal is read is not in it, nor in the answers to it', () => {
  const first = text('À effacer')
  const answer = text('Oui', { 'm.relates_to': { 'm.in_reply_to': { event_id: first.event_id } } })
  const redaction = event({ redacts: first.event_id }, { type: 'm.room.redaction', sender: '@nadia:x' })
  const page = html(journalOf([[first, answer], [redaction]]))
  expect(page).not.toContain('effacer')
  // Whatever the homeserver still gives of what was deleted before.
  const because = { sender: '@nadia:x', origin_server_ts: AT }
  expect(html(journalOf([[text('À effacer', {}), { ...text('Jadis'), unsigned: { redacted_because: because } }]]))).not.toContain('Jadis')
  expect(page).toContain('Message supprimé par Nadia BENALI le 29 mars 2026 à')
  expect(page).toContain('En réponse à un message supprimé de Nadia BENALI')
})

test('of what was not asked for there is as much as an answer quotes, and it does not count: a long journal can be had by periods', () => {
  const long = (word: string) => `${word} `.repeat(3_000)
  const first = text(long('Jadis'))
  const answer = text(long('Ensuite'), { 'm.relates_to': { 'm.in_reply_to': { event_id: first.event_id } } })
  const [before, after] = [first, answer].map((event, days) => ({ ...event, origin_server_ts: AT + days * 86_400_000 }))
  const day = '2026-03-30'
  const transcript = emptyTranscript()
  addEvents(transcript, [before, after], (at) => at.getTime() > AT)
  expect(transcript.size).toBeGreaterThan(23_000)
  expect(transcript.size).toBeLessThan(25_000)
  const page = html(journalOf([], { transcript, from: day, to: day }))
  expect(page.split('Ensuite')).toHaveLength(3_001)
  expect(page).toMatch(/(Jadis ){20}/)
  expect(page.split('Jadis').length).toBeLessThan(40)
})

test('days are those of the platform, also when the clocks change; two pages may hold the same event', () => {
  // 23:30 UTC of the 28th is the 29th in Paris.
  const late = text('Veille', {})
  const before = { ...late, event_id: '$late', origin_server_ts: Date.parse('2026-03-28T22:30:00Z') }
  const after = { ...late, event_id: '$after', origin_server_ts: Date.parse('2026-03-28T23:30:00Z') }
  const page = html(journalOf([[before, after], [after]]))
  expect(page.match(/<h2 id="jour-[^>]*>[^<]*/g)).toEqual([
    '<h2 id="jour-2026-03-28">samedi 28 mars 2026',
    '<h2 id="jour-2026-03-29">dimanche 29 mars 2026',
  ])
  expect(page.match(/Veille/g)).toHaveLength(2)
  expect(html(journalOf([[before, after]], { from: '2026-03-29' })).match(/Veille/g)).toHaveLength(1)
})

test('what is no message of the journal is passed over, whatever it is', () => {
  fc.assert(
    fc.property(fc.array(fc.anything()), (page) => {
      addEvents(emptyTranscript(), page)
    }),
  )
  const state = event({ msgtype: 'm.text', body: 'réglage' }, { state_key: '' })
  const unknown = event({ body: 'vote' }, { type: 'org.matrix.msc3381.poll.start' })
  expect(html(journalOf([[state, unknown]]))).toContain('Rien n’a été écrit')
})

test('the PDF says what its font cannot draw, holds words of any length, and goes from page to page', async () => {
  const long = Array.from({ length: 120 }, (_, index) => text(`Message ${index} : ${'soin '.repeat(60)}`))
  const began = Date.now()
  const bytes = await pdf(
    journalOf([[text('Bien 👍 中文 ☺ œ'), text('a'.repeat(30_000)), ...long]], { patient: 'Zoé ' + 'Très-longue '.repeat(40) }),
  )
  // Thirty thousand letters without a space once took half a minute and two gigabytes.
  expect(Date.now() - began).toBeLessThan(20_000)
  const { pages, text: words, roles } = await readPdf(bytes)
  expect(pages.length).toBeGreaterThan(10)
  expect(words).toContain('Bien ▯ ▯▯ ☺ œ')
  expect(words).toContain('Message 119 :')
  expect(roles).toContain('H2')
  for (const [index, page] of pages.entries()) expect(page).toContain(`Page ${index + 1} / ${pages.length}`)
  // Nothing that runs or leads elsewhere, and every font in it.
  expect(bytes.toString('latin1')).not.toMatch(/\/(JavaScript|JS|URI|Launch|OpenAction|Helvetica)\b/)
}, 60_000)

test('a sealed piece opens with the secret, in its place, and only whole', () => {
  const [secret, place] = ['s'.repeat(32), { export: 'e', format: 'html', part: 0 }]
  const sealed = seal(secret, place, Buffer.from('Pansement refait'))
  expect(sealed.toString('latin1')).not.toContain('Pansement')
  expect(unseal(secret, place, sealed).toString()).toBe('Pansement refait')
  const wrong: [string, typeof place, Buffer][] = [
    ['t'.repeat(32), place, sealed],
    [secret, { ...place, part: 1 }, sealed],
    [secret, { ...place, export: 'f' }, sealed],
    [secret, place, Buffer.concat([sealed.subarray(0, -1), Buffer.from([0])])],
    [secret, place, sealed.subarray(0, -1)],
  ]
  for (const given of wrong) expect(() => unseal(...given)).toThrow(/./)
})

test('sizes are told as people read them', () => {
  expect([0, 999, 1_000, 1_234_567, null].map((size) => sizeWords('fr', size))).toEqual([
    '0 octets',
    '999 octets',
    '1 Ko',
    '1,2 Mo',
    'taille inconnue',
  ])
  expect(sizeWords('en', 1_500)).toBe('1.5 kB')
})

import { afterAll, expect, inject, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { exportsOf, readPdf } from './support/exports.ts'
import { aPdf } from './support/files.ts'
import { eventually, roomPath, sendPath, sharedStage, some } from './support/rooms.ts'

const { baseUrl, databaseUrl } = inject('stack')
const stage = sharedStage()
const { journal, exported, becomes, fetches, says } = exportsOf(stage, baseUrl)
const { db } = connect(databaseUrl, 2)
afterAll(() => db.destroy())
const partsOf = async (id: string) => (await db.selectFrom('export_part').select('part').where('export', '=', id).execute()).length

const HOSTILE = `</p><script>alert('x')</script><img src=x onerror=alert(1)> "guillemets" & 'apostrophes' ]]> <!--`

test('a member has the whole journal, as a page and as a PDF: what was said, answered, signed, attached, deleted; who, when and why', async () => {
  const { circle, room, nadia, paul } = await journal()
  const first = await says(nadia, room, 'Pansement refait ce matin.')
  await says(paul, room, HOSTILE)
  const answered = { 'm.relates_to': { 'm.in_reply_to': { event_id: first } } }
  await says(paul, room, `> <${nadia.userId}> Pansement refait ce matin.\n\nMerci, je passe demain.`, answered)
  const sign = { 'm.relates_to': { rel_type: 'm.annotation', event_id: first, key: '☺' } }
  expect((await paul.matrix('PUT', sendPath(room, 'm.reaction'), sign)).status).toBe(200)
  const address = await nadia.holder.upload(aPdf(), 'application/pdf')
  await nadia.holder.attach(room, address, { filename: 'ordonnance.pdf', body: 'À renouveler', info: { mimetype: 'application/pdf', size: 2000 } }) // prettier-ignore
  const deleted = await says(paul, room, 'Parole effacée')
  expect((await paul.matrix('PUT', roomPath(room, 'redact', deleted, some('txn')), {})).status).toBe(200)
  await eventually(async () => {
    expect((await stage.eventsOf(`circleId=${circle.id}`)).map(({ type }) => type)).toContain('message.deleted')
  })

  const made = await exported(nadia, circle.id, { reason: 'Avis du spécialiste <urgent>' })
  expect(made).toMatchObject({ circleId: circle.id, progress: null, failure: null, from: null, to: null })
  expect(made.files.map(({ format, downloadedAt }) => [format, downloadedAt])).toEqual([
    ['html', null],
    ['pdf', null],
  ])
  const html = await fetches(nadia, made.id, 'html')
  expect(html.status).toBe(200)
  expect(Object.fromEntries(html.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(html.bytes.length),
    'content-disposition': expect.stringMatching(/^attachment; filename="journal-\d{4}-\d\d-\d\d\.html"$/),
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  })
  const page = html.bytes.toString()
  expect(made.files[0]?.size).toBe(html.bytes.length)
  for (const words of [
    'Pansement refait ce matin.',
    'Merci, je passe demain.',
    `En réponse à ${nadia.fullName}, le `,
    '« Pansement refait ce matin. »',
    'Réactions : ☺ × 1',
    'ordonnance.pdf',
    'À renouveler',
    `Message supprimé par ${paul.fullName} le `,
    'Avis du spécialiste &lt;urgent&gt;',
    circle.patient.displayName,
    `Exporté par</dt><dd><bdi>${nadia.fullName} — `,
    '&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;',
  ])
    expect(page).toContain(words)
  expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>|Parole effacée|mxc:|&gt; &lt;@/)
  expect(page.match(/<h1>/g)).toHaveLength(1)

  const pdf = await fetches(nadia, made.id, 'pdf')
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  const { text, pages, roles, info, marked, outline } = await readPdf(pdf.bytes)
  for (const words of [
    'Pansement refait ce matin.',
    'Merci, je passe demain.',
    'En réponse à ',
    '☺ × 1',
    'ordonnance.pdf',
    `Message supprimé par ${paul.fullName}`,
    "<script>alert('x')</script>",
    'Avis du spécialiste <urgent>',
  ])
    expect(text).toContain(words)
  expect(text).not.toContain('Parole effacée')
  for (const [index, words] of pages.entries()) expect(words).toContain(`Page ${index + 1} / ${pages.length}`)
  expect([...roles]).toEqual(
    expect.arrayContaining(['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD', 'L', 'LI', 'LBody', 'BlockQuote']),
  )
  expect(info).toMatchObject({ Language: 'fr-FR', Title: `Journal de ${circle.patient.displayName}`, PDFFormatVersion: '1.7' })
  expect(marked).toBe(true)
  expect(outline?.slice(0, 2)).toEqual(['Membres du cercle de soins', 'Fichiers joints'])

  // Each once: then nothing of them is here any more.
  for (const format of ['html', 'pdf']) expect(await fetches(nadia, made.id, format)).toMatchObject({ status: 410, code: 'EXPORT_GONE' })
  expect(await becomes(nadia, made.id, 'downloaded')).toMatchObject({ files: [{ downloadedAt: expect.any(String) }, { downloadedAt: expect.any(String) }] }) // prettier-ignore
  expect(await partsOf(made.id)).toBe(0)

  // Told in the journal, once, with its reason; to its person; and recorded.
  const said = `${nadia.fullName} a exporté le journal (motif : Avis du spécialiste <urgent>).`
  await eventually(async () => expect((await stage.noticesOf(room)).map(({ body }) => body)).toContain(said))
  expect((await stage.noticesOf(room)).filter(({ type }) => type === 'export.ready')).toHaveLength(1)
  await eventually(async () => expect((await nadia.told()).filter((words) => words.includes('est prêt'))).toHaveLength(1))
  const recorded = (await stage.eventsOf(`circleId=${circle.id}`)).filter(({ type }) => type.startsWith('export.'))
  expect(recorded.map(({ type, personId }) => [type, personId])).toEqual([
    ['export.asked', nadia.id],
    ['export.ready', nadia.id],
    ['export.downloaded', nadia.id],
    ['export.downloaded', nadia.id],
  ])
})

test('of some days alone, and in English, when that is asked', async () => {
  const { circle, room, nadia } = await journal()
  await says(nadia, room, 'Dit ce jour')
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date())
  const past = await exported(nadia, circle.id, { to: '2020-01-01', language: 'en' })
  const page = (await fetches(nadia, past.id, 'html')).bytes.toString()
  expect(page).toContain('<html lang="en">')
  expect(page).toContain('Nothing was written during this period.')
  expect(page).toContain('until 1 January 2020')
  expect(page).not.toContain('Dit ce jour')
  const { info, text } = await readPdf((await fetches(nadia, past.id, 'pdf')).bytes)
  expect(info).toMatchObject({ Language: 'en-GB' })
  expect(text).not.toContain('Dit ce jour')

  const today = await exported(nadia, circle.id, { from: day, to: day })
  expect((await fetches(nadia, today.id, 'html')).bytes.toString()).toContain('Dit ce jour')
})

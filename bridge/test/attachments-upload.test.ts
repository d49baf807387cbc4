import { request } from 'node:http'
import { beforeAll, expect, inject, test } from 'vitest'
import { aCompound, aZip, box, contentTypes, oggOpus, word } from './support/documents.ts'
import { type Holder, aPdf, aPng, holderOf, refusal } from './support/files.ts'
import { doorsOf, eventually } from './support/rooms.ts'

const stack = inject('stack')
const stage = doorsOf(stack)
let nadia: Holder
beforeAll(async () => {
  nadia = await holderOf(stage, stack.baseUrl, await stage.newPerson())
})

test.each<[string, Buffer, string, string, string]>([
  ['a PNG, whatever it is called', aPng(), 'application/octet-stream', 'x.bin', 'image/png'],
  ['a JPEG', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200)]), 'image/png', 'x.png', 'image/jpeg'],
  ['a GIF', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(200)]), '', '', 'image/gif'],
  ['a WebP', Buffer.concat([Buffer.from('RIFF\x10\0\0\0WEBPVP8 '), Buffer.alloc(200)]), '', '', 'image/webp'],
  ['a HEIC of a telephone', box('ftyp', 'heic'), 'image/heic', 'IMG.HEIC', 'image/heic'],
  ['a film', box('ftyp', 'isom'), 'video/mp4', 'film.mp4', 'video/mp4'],
  ['a voice note', oggOpus, 'audio/ogg', 'voix.ogg', 'audio/ogg; codecs=opus'],
  ['a PDF that claims to be a page', aPdf(), 'text/html', 'x.html', 'application/pdf'],
  [
    'a document of Word',
    aZip(['[Content_Types].xml', contentTypes(word)], ['word/document.xml', '<w/>']),
    '',
    'x.docx',
    `application/vnd.${word}`,
  ],
  [
    'a document of Word as LibreOffice writes it',
    aZip(['_rels/.rels', 'x'], ['word/document.xml', '<w/>'], ['[Content_Types].xml', contentTypes(word)]),
    '',
    'x.docx',
    `application/vnd.${word}`,
  ],
  [
    'an OpenDocument',
    aZip(['mimetype', 'application/vnd.oasis.opendocument.text'], ['content.xml', '<x/>']),
    '',
    'x.odt',
    'application/vnd.oasis.opendocument.text',
  ],
  ['an old document of Word', aCompound('WordDocument', '1Table'), 'application/msword', 'x.doc', 'application/msword'],
  ['an old spreadsheet', aCompound('Workbook'), '', 'x.xls', 'application/vnd.ms-excel'],
  ['RTF', Buffer.from('{\\rtf1\\ansi Bonjour}'), '', 'x.rtf', 'application/rtf'],
  ['text', Buffer.from('Constantes à 8 h : 12/7, 37,2 °C\n'), 'text/plain', 'notes.txt', 'text/plain; charset=utf-8'],
  [
    'a CSV of a spreadsheet of Windows',
    Buffer.from('nom;pr\xe9nom\r\n', 'latin1'),
    'text/csv',
    'liste.csv',
    'text/csv; charset=windows-1252',
  ],
  ['a long text', Buffer.from('ligne é\n'.repeat(40_000)), 'text/plain', 'long.txt', 'text/plain; charset=utf-8'],
  ['the mark of a program in a text', Buffer.from('MZ est son nom'.repeat(1)), 'text/plain', 'x.txt', 'refused'],
])('accepted, by its bytes: %s', async (_what, bytes, type, name, stored) => {
  const answer = await nadia.tryUpload(bytes, type, name)
  if (stored === 'refused') return expect(answer.status).toBe(415)
  expect(answer.status, JSON.stringify(answer.json)).toBe(200)
  const back = await nadia.download(String(answer.json['content_uri']))
  expect(back.headers.get('content-type')).toBe(stored)
  expect(back.bytes.equals(bytes)).toBe(true)
  return undefined
})

const html = '<!DOCTYPE html><script>alert(1)</script>'
test.each<[string, string, Buffer, string?, string?]>([
  ['FILE_IS_ACTIVE', 'a page', Buffer.from(html), 'text/html', 'x.html'],
  ['FILE_IS_ACTIVE', 'a page that claims to be a picture', Buffer.from(html), 'image/png', 'x.png'],
  ['FILE_IS_ACTIVE', 'a page after blanks and a mark of order', Buffer.from(`\ufeff \n\t${html}`), 'text/plain', 'x.txt'],
  ['FILE_IS_ACTIVE', 'a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 'image/svg+xml', 'x.svg'],
  ['FILE_IS_ACTIVE', 'a drawing as XML', Buffer.from('<?xml version="1.0"?><svg/>'), 'image/png', 'x.png'],
  ['FILE_IS_ACTIVE', 'a script', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'text/plain', 'notes.txt'],
  ['FILE_IS_ACTIVE', 'a script by its name', Buffer.from('var x = 1\n'), 'text/plain', 'x.js'],
  ['FILE_IS_ACTIVE', 'a script by its type', Buffer.from('var x = 1\n'), 'text/javascript', ''],
  ['FILE_IS_ACTIVE', 'a program of Windows', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400)]), 'application/pdf', 'x.pdf'],
  ['FILE_IS_ACTIVE', 'a program of Linux', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(400)]), 'image/png', 'x.png'],
  [
    'FILE_IS_ACTIVE',
    'a document with macros',
    aZip(['[Content_Types].xml', '<T ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'], ['word/a', 'x']),
    '',
    'x.docx',
  ],
  ['FILE_IS_ACTIVE', 'an old document with macros', aCompound('WordDocument', 'VBA'), '', 'x.doc'],
  ['FILE_IS_ACTIVE', 'a Java archive', aZip(['META-INF/MANIFEST.MF', 'x']), '', 'x.zip'],
  ['FILE_TYPE_REFUSED', 'an archive of anything', aZip(['a.txt', 'x']), 'application/zip', 'x.zip'],
  ['FILE_TYPE_REFUSED', 'an old file system that is no document', aCompound('__properties_version1.0'), '', 'x.doc'],
  ['FILE_TYPE_REFUSED', 'bytes of no kind', Buffer.from([1, 2, 3, 4, 5, 0, 255]), 'image/png', 'x.png'],
  [
    'FILE_TYPE_REFUSED',
    'a text that ends as none',
    Buffer.concat([Buffer.from('a\n'.repeat(200_000)), Buffer.from([0, 1, 2])]),
    'text/plain',
    'x.txt',
  ],
  ['FILE_TYPE_REFUSED', 'nothing', Buffer.alloc(0), 'text/plain', 'x.txt'],
])('refused as %s: %s', async (code, _what, bytes, type, name) => {
  const before = await storedBy(nadia)
  const answer = await nadia.tryUpload(bytes, type, name)
  expect(refusal(answer)).toEqual([415, code])
  expect(answer.json['error']).toMatch(/accepté/)
  expect(await storedBy(nadia)).toEqual(before)
})

/** Files of a person that the homeserver has. */
async function storedBy({ userId }: Holder): Promise<string[]> {
  const { body } = await stage.admin('GET', `/_synapse/admin/v1/users/${encodeURIComponent(userId)}/media?limit=500`)
  return (body['media'] as { media_id: string }[]).map((one) => one.media_id)
}

test('without its length a file is not taken in', async () => {
  const status = await new Promise((resolve, reject) => {
    const asked = request(
      `${stack.baseUrl}/_matrix/media/v3/upload`,
      { method: 'POST', headers: { authorization: `Bearer ${nadia.token}` } },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      },
    )
    asked.once('error', reject)
    asked.write(aPng())
    asked.end()
  })
  expect(status).toBe(411)
})

test('a suspended person sends nothing', async () => {
  const marc = await holderOf(stage, stack.baseUrl, await stage.newPerson())
  const { givenName, familyName, profession } = marc
  expect((await marc.tryUpload(aPng())).status).toBe(200)
  await stage.told('PUT', `/people/${marc.id}`, { givenName, familyName, profession, status: 'suspended' })
  expect([401, 403]).toContain((await marc.tryUpload(aPng())).status)
})

test('without a virus scanner the file says so, and so does the state of the installation', async () => {
  // A part that has just started announces itself within seconds.
  const body = await eventually(async () => {
    const given = await stage.health()
    expect(given.status, JSON.stringify(given.body)).toBe(200)
    return given.body
  })
  expect((body['parts'] as { part: string; status: string; detail: string }[]).find(({ part }) => part === 'scanner')).toMatchObject({
    status: 'ok',
    detail: expect.stringContaining('aucun antivirus n’est configuré') as string,
  })
})

import { beforeAll, describe, expect, inject, test } from 'vitest'
import { PEOPLE, csvOf, importsBy, somebody } from './support/imports.ts'
import { type System, aSystem, newId } from './support/registry.ts'

let portal: System
let verbs: ReturnType<typeof importsBy>
beforeAll(async () => {
  portal = await aSystem()
  verbs = importsBy({ baseUrl: inject('stack').baseUrl, headers: { authorization: `Bearer ${portal.key}` } })
})

describe('the file', () => {
  const rows = [
    ['Identifiant', 'Nom', 'Prénom', 'Profession'],
    [newId('pro'), 'Cœurdoux', 'Zoé', 'Médecin'],
  ]
  const latin = (text: string) => Buffer.from(Array.from(text, (one) => (one === 'œ' ? 0x9c : (one.codePointAt(0) ?? 0))))
  test.each([
    ['UTF-8', ';', Buffer.from(csvOf(rows)), 'utf-8'],
    ['UTF-8 with its mark', ',', Buffer.from(`\u{feff}${csvOf(rows, ',')}`), 'utf-8-bom'],
    ['UTF-16', '\t', Buffer.from(`\u{feff}${csvOf(rows, '\t')}`, 'utf16le'), 'utf-16le'],
    ['Windows-1252', ';', latin(csvOf(rows)), 'windows-1252'],
    ['UTF-8 that names its separator', ',', Buffer.from(`sep=,\r\n${csvOf(rows, ',')}`), 'utf-8'],
  ])('in %s, separated by %j, is read and said to be that', async (_name, separator, content, encoding) => {
    const read = await verbs.reads('people', content)
    expect(read).toMatchObject({ state: 'read', encoding, separator, fileName: 'fichier.csv' })
    expect(read.columns.map(({ name, field, sample }) => [name, field, sample[0]])).toEqual([
      ['Identifiant', 'id', rows[1]?.[0]],
      ['Nom', 'familyName', 'Cœurdoux'],
      ['Prénom', 'givenName', 'Zoé'],
      ['Profession', 'profession', 'Médecin'],
    ])
  })

  test('is read otherwise when somebody says so', async () => {
    const { id } = await verbs.reads('people', Buffer.from('Identifiant;Nom,usuel\r\nabc;Zoé,x\r\n'))
    const again = await verbs.told('PUT', `/imports/${id}/reading`, { encoding: 'windows-1252', separator: ',' })
    expect(again).toMatchObject({ encoding: 'windows-1252', separator: ',' })
    expect(again.columns.map(({ name }) => name)).toEqual(['Identifiant;Nom', 'usuel'])
    expect(again.columns[0]?.sample).toEqual(['abc;ZoÃ©'])
    expect((await verbs.ask('PUT', `/imports/${id}/reading`, { encoding: 'utf-16le', separator: ';' })).body).toMatchObject({
      code: 'IMPORT_NOT_TEXT',
    })
  })

  test.each([
    ['a workbook', Buffer.from('PK\u0003\u0004 le reste'), 415, 'IMPORT_IS_A_WORKBOOK'],
    ['no text', Buffer.from([1, 0, 2, 0, 3]), 415, 'IMPORT_NOT_TEXT'],
    ['a header alone', Buffer.from('Identifiant;Nom\r\n;\r\n'), 422, 'IMPORT_EMPTY'],
    ['nothing', Buffer.from(' '), 422, 'IMPORT_EMPTY'],
    ['an open quote', Buffer.from('Identifiant;Nom\r\na;"b\r\n'), 422, 'IMPORT_BAD_QUOTES'],
    ['too many rows', Buffer.from(`Identifiant\r\n${'a\r\n'.repeat(10_001)}`), 413, 'IMPORT_TOO_MANY_ROWS'],
    ['too many columns', Buffer.from(`${'a;'.repeat(201)}b\r\nx\r\n`), 413, 'IMPORT_TOO_MANY_COLUMNS'],
    ['too many octets', Buffer.alloc(10 * 1024 * 1024 + 1, 97), 413, 'IMPORT_TOO_LARGE'],
  ])('that is %s is refused, in words', async (_what, content, status, code) => {
    const id = await verbs.begins('people')
    const answer = await verbs.sends(id, content)
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code })
    expect(await verbs.told('GET', `/imports/${id}`)).toMatchObject({ state: 'empty', counts: { rows: 0 } })
  })

  test('has columns that are known again, whatever they are called; a field comes from one column alone, and what is needed is there', async () => {
    const header = [`Colonne ${newId('a')}`, 'Patronyme', 'Petit nom', 'Fait quoi']
    const content = () => csvOf([header, [newId('pro'), 'Benali', 'Nadia', 'Infirmière']])
    const first = await verbs.reads('people', content())
    expect(first.columns.map(({ field }) => field)).toEqual([null, null, null, null])
    const map = (fields: readonly (string | null)[]) => verbs.ask('PUT', `/imports/${first.id}/mapping`, { fields })
    expect((await map(['familyName', null, null, null])).body).toMatchObject({ code: 'IMPORT_FIELD_MISSING' })
    expect((await map(['id', 'id', null, null])).body).toMatchObject({ code: 'IMPORT_FIELD_TWICE', path: 'fields[1]' })
    expect((await map(['id', 'administrator', null, null])).body).toMatchObject({ code: 'IMPORT_FIELD_UNKNOWN', path: 'fields[1]' })
    const fields = ['id', 'familyName', 'givenName', 'profession']
    expect((await map(fields)).status).toBe(200)
    expect((await verbs.reads('people', content())).columns.map(({ field }) => field)).toEqual(fields)
    // Of another kind they are another file's.
    expect((await verbs.reads('patients', content())).columns.map(({ field }) => field)).toEqual([null, null, null, null])
  })
})

test('each step comes in its turn, and an import that nobody knows is told so', async () => {
  const { id } = await verbs.reads('people', csvOf([PEOPLE, somebody(newId('pro'))]))
  for (const step of ['trial', 'application', 'stop', 'retry'])
    expect(await verbs.ask('POST', `/imports/${id}/${step}`, {}), step).toMatchObject({ status: 409, body: { code: 'IMPORT_NOT_NOW' } })
  expect((await verbs.ask('GET', '/imports/aaaaaaaaaaaaaaaaaaaaaaaa')).body).toMatchObject({ code: 'IMPORT_UNKNOWN' })
  expect((await verbs.sends(id, 'a;b\r\n1;2\r\n', 'x.csv', 'text/plain')).body).toMatchObject({ code: 'IMPORT_NOT_CSV' })
})

test('stopped in the middle, it goes on where it was', async () => {
  const ids = Array.from({ length: 120 }, () => newId('usager'))
  const { id } = await verbs.tries('patients', csvOf([['Identifiant', 'Nom'], ...ids.map((one) => [one, 'Jean Arrêt'])]))
  await verbs.told('POST', `/imports/${id}/application`, {})
  await expect
    .poll(async () => (await verbs.told('GET', `/imports/${id}`)).counts.applied.created, { interval: 10, timeout: 20_000 })
    .toBeGreaterThan(3)
  const stopped = await verbs.told('POST', `/imports/${id}/stop`, {})
  const done = stopped.counts.applied.created
  expect(stopped.state).toBe('stopped')
  expect(done).toBeLessThan(120)
  const there = async () =>
    (await Promise.all(ids.map((one) => portal.get(`/patients/${one}`)))).filter(({ status }) => status === 200).length
  expect(await there()).toBe(done)
  await verbs.told('POST', `/imports/${id}/application`, {})
  expect((await verbs.becomes(id, 'applied')).counts.applied).toMatchObject({ created: 120 })
  expect(await there()).toBe(120)
})

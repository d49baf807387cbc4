import { parse } from 'csv-parse/sync'
import { expect, inject, test } from 'vitest'
import { ROUTES } from '../src/contract.ts'
import { consoleOf } from './support/console.ts'
import { sharedStage, some } from './support/rooms.ts'
import { type System, aPerson, aStructure, aSystem, newId, refused, told } from './support/registry.ts'

/** As octets: whoever reads text drops the mark that spreadsheets need. */
async function fileOf(by: System, path: string) {
  const response = await fetch(`${inject('stack').baseUrl}/api/v1${path}`, { headers: { authorization: `Bearer ${by.key}` } })
  expect(response.status).toBe(200)
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  return { headers: response.headers, rows: parse(bytes, { delimiter: ';', bom: true }) }
}

test('a list is taken away as it is filtered, without a formula in it; who took how much of it is recorded, and not what was searched', async () => {
  const portal = await aSystem()
  const family = newId('=Cmd')
  const [active, away] = [
    await aPerson(portal, { familyName: family, telephone: '+33 6 12 34 56 78' }),
    await aPerson(portal, { familyName: family }),
  ]
  await portal.put(`/people/${away.id}`, { givenName: away.givenName, familyName: family, profession: 'Médecin', status: 'suspended' })
  const answer = await fileOf(portal, `/people.csv?search=${encodeURIComponent(family)}&status=active`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="professionnels.csv"')
  const [header, ...rows] = answer.rows
  expect(header?.slice(0, 4)).toEqual(['Identifiant', 'Nom', 'Prénom', 'Profession'])
  expect(rows).toEqual([
    [active.id, `'${family}`, active.givenName, active.profession, '', '', `'+33 6 12 34 56 78`, 'actif', `'${active.userId}`],
  ])
  const { items } = told(await portal.get(`/audit/events?kind=list.exported&by=${portal.name}`), ROUTES.listAuditEvents.answer)
  expect(items.map(({ after }) => after)).toEqual([{ list: 'people', filters: ['search', 'status'], count: 1, whole: true }])
  expect(refused(await portal.get('/people.csv?limit=5'))).toMatchObject({ status: 400, path: 'limit' })
})

test('structures and decisions go the same way, page after page', async () => {
  const portal = await aSystem()
  const name = newId('Cabinet')
  const made = await Promise.all(Array.from({ length: 12 }, () => aStructure(portal, { name })))
  const [, ...rows] = (await fileOf(portal, `/structures.csv?search=${name}`)).rows
  expect(rows.map(([id]) => id)).toEqual(made.map(({ id }) => id).toSorted())
  const [header] = (await fileOf(portal, '/decisions.csv?allowed=false')).rows
  expect(header).toContain('Décision')
})

test('an administrator who takes a list of people away, or looks at an import, is recorded to have looked', async () => {
  const stage = sharedStage()
  const claire = await stage.newPerson({ administrator: true, familyName: some('Relectrice') })
  const asClaire = await consoleOf(claire)
  const { body: begun } = await asClaire<{ id: string }>('POST', '/imports', { kind: 'people' })
  expect((await asClaire('GET', `/imports/${begun.id}`)).status).toBe(200)
  expect((await asClaire('GET', `/imports/${begun.id}/rows`)).status).toBe(200)
  const portal = await aSystem()
  const by = encodeURIComponent(claire.fullName)
  const { items } = told(await portal.get(`/audit/events?by=${by}&kind=consultation.opened`), ROUTES.listAuditEvents.answer)
  expect(items.map(({ after }) => after)).toEqual([{ address: '/imports/:id', readerId: claire.id }])
})

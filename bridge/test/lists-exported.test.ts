import { parse } from 'csv-parse/sync'
import { expect, inject, test } from 'vitest'
import { ROUTES } from '../src/contract.ts'
import { consoleOf } from './support/console.ts'
import { sharedStage, some } from './support/rooms.ts'
import { type System, aCircle, aPerson, aStructure, aSystem, newId, refused, told } from './support/registry.ts'

/** As octets: whoever reads text drops the mark that spreadsheets need. */
const fileOf = (by: System, path: string) => fileFor({ authorization: `Bearer ${by.key}` }, path)
async function fileFor(headers: Record<string, string>, path: string) {
  const response = await fetch(`${inject('stack').baseUrl}/api/v1${path}`, { headers })
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

test('movements are taken away as they are filtered, without a formula in them; who may not read names takes none away', async () => {
  const [stage, portal] = [sharedStage(), await aSystem()]
  const [circle, person] = [await aCircle(portal), await aPerson(portal, { familyName: newId('=Cmd') })]
  const path = `/circles/${circle.id}/members/${person.id}`
  await portal.put(path, { role: '=HYPERLINK("http://x")', start: '2026-01-02T08:00:00Z', reason: '+1 infirmière' })
  await portal.delete(`${path}?reason=${encodeURIComponent('Fin de suivi')}`)
  await portal.put(`/circles/${circle.id}/members/${(await aPerson(portal)).id}`, { role: 'Médecin' })

  const filter = `circleId=${circle.id}&personId=${person.id}`
  const answer = await fileOf(portal, `/movements.csv?${filter}`)
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="mouvements.csv"')
  const [header, ...rows] = answer.rows
  const inWords = rows.map((row) => Object.fromEntries((header ?? []).map((name, index) => [name, row[index]])))
  const same = { 'Identifiant professionnel': person.id, 'Identifiant cercle': circle.id, 'Demandé par': portal.name, Source: portal.name }
  expect(inWords).toMatchObject([
    { ...same, Mouvement: 'fin', Motif: 'Fin de suivi' },
    {
      ...same,
      Mouvement: 'ajout',
      'Professionnel (nom)': `${person.givenName} ${person.familyName.toLocaleUpperCase('fr')}`,
      'Cercle ou structure (nom)': circle.patient.displayName,
      Rôle: `'=HYPERLINK("http://x")`,
      Début: '2026-01-02T08:00:00.000Z',
      Fin: '',
      Motif: `'+1 infirmière`,
    },
  ])
  const { items } = told(await portal.get(`/audit/events?kind=list.exported&by=${portal.name}`), ROUTES.listAuditEvents.answer)
  expect(items.map(({ after }) => after)).toEqual([{ list: 'movements', filters: ['circleId', 'personId'], count: 2, whole: true }])
  expect(refused(await portal.get(`/movements.csv?${filter}&limit=5`))).toMatchObject({ status: 400, path: 'limit' })

  const support = await consoleOf(await stage.newPerson({ consoleRole: 'support' }))
  const unnamed = (await fileFor({ cookie: support.cookie }, `/movements.csv?${filter}`)).rows
  expect(unnamed).toHaveLength(3)
  expect(JSON.stringify(unnamed)).not.toMatch(new RegExp(`${person.familyName}|${circle.patient.displayName}|infirmière|Fin de suivi`, 'i'))
  // What rooms show already is left out where that is asked.
  await stage.settled(circle.id)
  expect((await fileOf(portal, `/movements.csv?${filter}&pending=true`)).rows).toHaveLength(1)
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
  // Movements tell of people too, on the page as in the file.
  expect((await asClaire('GET', '/movements?limit=1')).status).toBe(200)
  await fileFor({ cookie: asClaire.cookie }, '/movements.csv?from=2090-01-01T00:00:00Z')
  const seen = told(await portal.get(`/audit/events?by=${by}&kind=consultation.opened&limit=2`), ROUTES.listAuditEvents.answer).items
  expect(seen.map(({ after }) => (after as { address: string }).address)).toEqual(['/movements.csv', '/movements'])
})

test('what is out of step is taken away as it is filtered; whose journals it is, by those alone who may read that', async () => {
  const portal = await aSystem()
  const [header, ...rows] = (await fileOf(portal, `/drift.csv?cause=${newId('aucune')}`)).rows
  expect([header?.[0], rows]).toEqual(['Salon', []])
  const support = await consoleOf(await sharedStage().newPerson({ consoleRole: 'support' }))
  expect((await fileFor({ cookie: support.cookie }, '/drift.csv')).rows[0]).toEqual(header)
})

import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { Person } from '../src/contract.ts'
import { REASON_COLUMN } from '../src/flows/imports/map-columns.ts'
import { PEOPLE, csvOf, importsBy, somebody } from './support/imports.ts'
import { type System, aPerson, aSystem, eventsOfPerson, misread, newId, newRpps, told } from './support/registry.ts'

let portal: System
let verbs: ReturnType<typeof importsBy>
beforeAll(async () => {
  portal = await aSystem()
  verbs = importsBy({ baseUrl: inject('stack').baseUrl, headers: { authorization: `Bearer ${portal.key}` } })
})

const person = async (id: string) => told(await portal.get(`/people/${id}`), Person)

describe('a file of professionals', () => {
  test('says who is new, what changes field by field, and what is as it was; then it is so, and the second time nothing changes', async () => {
    const [newcomer, changing, same] = [newId('pro'), await aPerson(portal, { email: 'avant@essai.example' }), await aPerson(portal)]
    const rpps = newRpps()
    const asIs = ['', '', '', ''] as const
    const content = csvOf([
      PEOPLE,
      somebody(newcomer, { rpps, email: 'eloise@essai.example', phone: '06 12 34 56 78', status: 'Actif' }),
      [changing.id, changing.familyName, changing.givenName, 'Médecin', '', 'apres@essai.example', '', ''],
      [same.id, same.familyName, same.givenName, same.profession, ...asIs],
    ])
    const tried = await verbs.tries('people', content)
    expect(tried.counts).toMatchObject({ rows: 3, wrong: 0, trial: { created: 1, changed: 1, unchanged: 1, refused: 0, held: 0 } })
    const rows = await verbs.rowsOf(tried.id)
    expect(rows.map(({ number, trial }) => [number, trial])).toEqual([
      [2, 'created'],
      [3, 'changed'],
      [4, 'unchanged'],
    ])
    expect(rows[1]?.difference).toEqual([
      { field: 'profession', before: changing.profession, after: 'Médecin' },
      { field: 'email', before: 'avant@essai.example', after: 'apres@essai.example' },
    ])
    // Nothing of a dry run stays.
    expect((await portal.get(`/people/${newcomer}`)).status).toBe(404)
    expect((await person(changing.id)).version).toBe(changing.version)

    await verbs.told('POST', `/imports/${tried.id}/application`, {})
    const { counts } = await verbs.becomes(tried.id, 'applied')
    expect(counts.applied).toEqual({ created: 1, changed: 1, unchanged: 1, refused: 0, held: 0 })
    expect(await person(newcomer)).toMatchObject({ familyName: 'Lefèvre', rpps, email: 'eloise@essai.example', status: 'active' })
    expect(await person(changing.id)).toMatchObject({ profession: 'Médecin', email: 'apres@essai.example' })
    const events = await eventsOfPerson(portal, newcomer)
    expect(events[0]).toMatchObject({ type: 'person.created', source: 'import CSV', by: portal.name })

    const again = await verbs.applies('people', content)
    expect(again.counts).toMatchObject({ trial: { unchanged: 3 }, applied: { created: 0, changed: 0, unchanged: 3 } })
    expect((await eventsOfPerson(portal, newcomer)).filter(({ type }) => type.startsWith('person.'))).toHaveLength(1)
  })

  test('every cell that is wrong is told in French, with the row that the spreadsheet shows, its column, and what was expected', async () => {
    const rpps = newRpps()
    const [fine, twice] = [newId('pro'), newId('pro')]
    const content = csvOf([
      PEOPLE,
      somebody('', { name: 'Sans identifiant' }),
      // Two lines in one cell are one row; a row without a word is one too, for who counts.
      somebody(newId('pro'), { name: 'Deux\nlignes' }),
      PEOPLE.map(() => ''),
      somebody(newId('pro'), { rpps: misread(rpps), email: 'nadia', phone: 'aucun', status: 'en congé' }),
      somebody(twice),
      somebody(twice, { name: 'Autre' }),
      [...somebody(newId('pro')), 'une de trop'],
      somebody('un espace'),
      somebody(fine),
    ])
    const { id } = await verbs.reads('people', content)
    const { state, counts } = await verbs.checks(id)
    expect({ state, counts }).toMatchObject({ state: 'checked', counts: { rows: 8, wrong: 6 } })
    const wrong = (await verbs.rowsOf(id, 'wrong')).map(({ number, faults }) => [
      number,
      faults.map(({ column, fr }) => `${column}: ${fr}`),
    ])
    expect(wrong).toEqual([
      [2, [expect.stringContaining('0: cellule vide ; on attend un identifiant')]],
      [3, ['1: on attend une ligne de texte, 80 caractères au plus']],
      [
        5,
        [
          '4: on attend un numéro RPPS : 11 chiffres, clé de contrôle comprise',
          '5: on attend une adresse e-mail : nom@exemple.fr',
          '6: on attend un numéro de téléphone : 06 12 34 56 78',
          '7: on attend « actif », « suspendu » ou « parti »',
        ],
      ],
      [7, ['0: la ligne 6 dit déjà la même chose, ou une période qui chevauche celle-ci']],
      [8, ['8: la ligne a plus de cellules que l’en-tête']],
      [9, [expect.stringContaining('0: on attend un identifiant')]],
    ])
    await verbs.told('POST', `/imports/${id}/trial`, {})
    await verbs.becomes(id, 'tried')
    await verbs.told('POST', `/imports/${id}/application`, {})
    expect((await verbs.becomes(id, 'applied')).counts.applied).toEqual({ created: 2, changed: 0, unchanged: 0, refused: 0, held: 0 })
    expect((await person(twice)).familyName).toBe('Lefèvre')
    expect((await portal.get(`/people/${fine}`)).status).toBe(200)
  })

  test('what the registry refuses is told with its column, given back as a file, and once put right only that is tried again', async () => {
    const taken = await aPerson(portal, { rpps: newRpps() })
    const [clash, unnamed, fine] = [newId('pro'), newId('pro'), newId('pro')]
    const content = csvOf([
      PEOPLE,
      somebody(clash, { rpps: taken.rpps ?? '', name: '=HYPERLINK("http://x")' }),
      somebody(unnamed, { name: ' ' }),
      somebody(fine, { phone: '+33612345678' }),
    ])
    const { id, counts } = await verbs.applies('people', content)
    expect(counts).toMatchObject({ trial: { refused: 2, created: 1 }, applied: { refused: 2, created: 1 } })
    const [first, second] = await verbs.rowsOf(id, 'failed')
    expect(first).toMatchObject({
      number: 2,
      outcome: 'refused',
      faults: [{ field: 'rpps', column: 4, fr: 'Ce numéro est déjà celui d’un autre.' }],
    })
    expect(second).toMatchObject({
      number: 3,
      faults: [{ field: 'familyName', column: 1, fr: expect.stringContaining('il manque « Nom »') }],
    })

    const file = await verbs.failedFile(id)
    expect(file.startsWith('\u{feff}Identifiant;Nom;')).toBe(true)
    expect(file).toContain(`"'=HYPERLINK(""http://x"")"`)
    const [header, ...rows] = parse(file.slice(1), { delimiter: ';' })
    expect(header).toEqual([...PEOPLE, REASON_COLUMN])
    expect(rows.map((cells) => [cells[0], cells.at(-1)])).toEqual([
      [clash, 'Ligne 2 : N° RPPS : Ce numéro est déjà celui d’un autre.'],
      [unnamed, expect.stringMatching(/^Ligne 3 : Nom : il manque « Nom »/)],
    ])
    // It is brought in again as it is: the reason is no field, and what was protected is what it was.
    const again = await verbs.reads('people', file)
    expect(again.columns.map(({ field }) => field)).toEqual([
      'id',
      'familyName',
      'givenName',
      'profession',
      'rpps',
      'email',
      'telephone',
      'status',
      null,
    ])

    told(
      await portal.put(`/people/${taken.id}`, { givenName: taken.givenName, familyName: taken.familyName, profession: 'Médecin' }),
      Person,
    )
    const before = await person(fine)
    await verbs.told('POST', `/imports/${id}/retry`, {})
    expect((await verbs.becomes(id, 'applied')).counts.applied).toEqual({ created: 2, changed: 0, unchanged: 0, refused: 1, held: 0 })
    expect(await person(clash)).toMatchObject({ rpps: taken.rpps, familyName: '=HYPERLINK("http://x")' })
    expect((await person(fine)).version).toBe(before.version)
  })

  test('gives nobody a right: who administers stays what they were, and a cell without a word changes nothing', async () => {
    const boss = await aPerson(portal, { administrator: true, email: 'chef@essai.example', telephone: '06 00 00 00 00' })
    await verbs.applies('people', csvOf([PEOPLE, [boss.id, 'Morvan', boss.givenName, boss.profession, '', '', '', '']]))
    expect(await person(boss.id)).toMatchObject({
      familyName: 'Morvan',
      administrator: true,
      email: 'chef@essai.example',
      telephone: '06 00 00 00 00',
    })
  })
})

import { expect, test } from 'vitest'
import type { Member, Substitution } from '../src/contract.ts'
import { type Json, eventually, sharedStage } from './support/rooms.ts'
import { HOUR, type Team, aTeam, good, inSeconds } from './support/substitutions.ts'

const stage = sharedStage()
const { registry, told, newPerson, newStructure, newCircle, addMember, endMember, employ, signIn, eventsOf } = stage
const DAY = 24 * HOUR

const addressOf = ({ structure }: Team) => `/structures/${structure}/substitutions`
const asks = (team: Team, body: Json) =>
  team.asManager('POST', `/api/v1${addressOf(team)}`, {
    replacedId: team.nadia.id,
    replacementId: team.yann.id,
    end: inSeconds(HOUR),
    ...body,
  })
const membersOf = async (circle: string, at = 'all') =>
  (await told<{ items: Member[] }>('GET', `/circles/${circle}/members?at=${at}`)).items

test('what cannot be recorded is refused in words, and the field is named', async () => {
  const team = await aTeam()
  const stranger = await newPerson({}, { withPassword: false })
  const gone = await newPerson({ status: 'departed' }, { withPassword: false })
  const suspended = await newPerson({ status: 'suspended' }, { withPassword: false })
  const refusals: [Json, number, string, string][] = [
    [{ replacementId: team.nadia.id }, 422, 'REPLACES_ONESELF', 'replacementId'],
    [{ replacementId: gone.id }, 409, 'REPLACEMENT_NOT_ACTIVE', 'replacementId'],
    [{ replacementId: suspended.id }, 409, 'REPLACEMENT_NOT_ACTIVE', 'replacementId'],
    [{ replacementId: 'nobody-of-that-name' }, 404, 'PERSON_UNKNOWN', 'replacementId'],
    [{ replacedId: stranger.id }, 422, 'NOT_STAFF_HERE', 'replacedId'],
    [{ end: inSeconds(-5) }, 400, 'END_BEFORE_START', 'end'],
    [{ start: inSeconds(2 * HOUR) }, 400, 'END_BEFORE_START', 'end'],
    [{ end: inSeconds(400 * DAY) }, 422, 'SUBSTITUTION_TOO_LONG', 'end'],
    [{ start: inSeconds(-800 * DAY), end: inSeconds(-500 * DAY) }, 400, 'END_BEFORE_START', 'end'],
    [{ couleur: 'bleu' }, 400, 'BAD_REQUEST', 'couleur'],
  ]
  for (const [body, status, code, path] of refusals)
    expect(await asks(team, body), JSON.stringify(body)).toMatchObject({ status, body: { code, path } })
  expect((await told<{ items: unknown[] }>('GET', addressOf(team))).items).toEqual([])
})

test('chains, cycles and the same twice are refused, and the one in the way is named with its dates', async () => {
  const team = await aTeam()
  const { nadia, yann, structure } = team
  const zoe = await newPerson({}, { withPassword: false })
  await employ(yann, structure)
  await team.replace({ end: inSeconds(10 * DAY) })

  const inTheWay = `${yann.fullName} → ${nadia.fullName}, `
  const cases: [Json, string][] = [
    [{ end: inSeconds(DAY) }, 'SUBSTITUTION_TWICE'],
    [{ replacedId: yann.id, replacementId: zoe.id }, 'REPLACED_REPLACES'],
    [{ replacedId: yann.id, replacementId: nadia.id }, 'REPLACED_REPLACES'],
    [{ replacedId: team.manager.id, replacementId: nadia.id }, 'REPLACEMENT_IS_REPLACED'],
  ]
  for (const [body, code] of cases) {
    const { status, body: answer } = await asks(team, body)
    expect({ status, code: answer['code'] }).toEqual({ status: 409, code })
    expect(answer['message']).toContain(inTheWay)
  }
  // Afterwards, or beside it, all of that is possible.
  good(await asks(team, { replacedId: yann.id, replacementId: zoe.id, start: inSeconds(11 * DAY), end: inSeconds(12 * DAY) }))
  good(await asks(team, { replacementId: zoe.id, end: inSeconds(2 * DAY) }))
})

test('two managers who record a chain at the same moment: one of them is refused', async () => {
  const team = await aTeam()
  const { yann, structure } = team
  await employ(yann, structure)
  const zoe = await newPerson({}, { withPassword: false })
  const answers = await Promise.all([asks(team, {}), asks(team, { replacedId: yann.id, replacementId: zoe.id })])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
})

test('managers of the structure record, systems with the scope too; to others the structure does not exist', async () => {
  const team = await aTeam()
  const [colleague, rival] = await Promise.all([newPerson(), newPerson()])
  await employ(colleague, team.structure, 'editor')
  const elsewhere = (await newStructure()).id
  await employ(rival, elsewhere, 'manager')
  const body = { replacedId: team.nadia.id, replacementId: team.yann.id, end: inSeconds(HOUR) }
  const [asColleague, asRival] = [await signIn(colleague), await signIn(rival)]

  expect(await asColleague('POST', `/api/v1${addressOf(team)}`, body)).toMatchObject({ status: 403, body: { code: 'MANAGERS_ONLY' } })
  expect(await asRival('POST', `/api/v1${addressOf(team)}`, body)).toMatchObject({ status: 404, body: { code: 'STRUCTURE_UNKNOWN' } })
  expect(await asRival('POST', `/api/v1/structures/${elsewhere}/substitutions`, body)).toMatchObject({ body: { code: 'NOT_STAFF_HERE' } })
  const { id } = await told<Substitution>('POST', addressOf(team), body)
  expect(await asRival('DELETE', `/api/v1/structures/${elsewhere}/substitutions/${id}`, {})).toMatchObject({
    status: 404,
    body: { code: 'SUBSTITUTION_UNKNOWN' },
  })
})

test('it is listed with its state, changed by who read its version, prolonged, shortened, cancelled', async () => {
  const team = await aTeam()
  const circle = (await newCircle(team.structure)).id
  await addMember(circle, team.nadia.id, { role: 'Référente' })
  const coming = await team.replace({ start: inSeconds(2 * HOUR), end: inSeconds(3 * HOUR) })
  expect(coming).toMatchObject({ state: 'coming', version: 1, replaced: { id: team.nadia.id, name: team.nadia.fullName } })
  const given = () => membersOf(circle).then((all) => all.filter(({ personId }) => personId === team.yann.id))
  await eventually(async () => expect(await given()).toMatchObject([{ start: coming.start, end: coming.end, role: 'Référente' }]))

  const one = `${addressOf(team)}/${coming.id}`
  const longer = inSeconds(5 * HOUR)
  const changed = await told<Substitution>('PUT', one, { start: coming.start, end: longer })
  expect(changed).toMatchObject({ end: longer, version: 2 })
  await eventually(async () => expect(await given()).toMatchObject([{ start: coming.start, end: longer }]))
  const moved = inSeconds(4 * HOUR)
  await told<Substitution>('PUT', one, { start: moved, end: longer })
  await eventually(async () => expect(await given()).toMatchObject([{ start: moved, end: longer }]))
  // At once, whatever the queue does.
  const shorter = inSeconds(4.5 * HOUR)
  await told<Substitution>('PUT', one, { start: moved, end: shorter })
  expect(await given()).toMatchObject([{ start: moved, end: shorter }])

  const under = await team.replace({ end: inSeconds(HOUR), replacementId: team.manager.id })
  const stateOf = async (state: string) =>
    (await told<{ items: Substitution[] }>('GET', `${addressOf(team)}?state=${state}`)).items.map(({ id }) => id)
  expect(await stateOf('under-way')).toEqual([under.id])
  expect(await stateOf('coming')).toEqual([coming.id])
  expect(await registry('PUT', `${addressOf(team)}/${under.id}`, { start: inSeconds(60), end: inSeconds(HOUR) })).toMatchObject({
    status: 409,
    body: { code: 'SUBSTITUTION_BEGAN' },
  })
  await told('DELETE', one, { reason: 'finalement non' })
  expect(await stateOf('cancelled')).toEqual([coming.id])
  expect(await given()).toEqual([])
  expect(await registry('PUT', one, { end: inSeconds(6 * HOUR) })).toMatchObject({ status: 409, body: { code: 'SUBSTITUTION_OVER' } })
  const types = (await eventsOf(`personId=${team.yann.id}`)).map(({ type }) => type).filter((type) => type.startsWith('substitution'))
  expect(types).toEqual([
    'substitution.added',
    'substitution.changed',
    'substitution.changed',
    'substitution.changed',
    'substitution.cancelled',
  ])
})

test('pages of the list follow each other without a gap', async () => {
  const team = await aTeam()
  const made: string[] = []
  for (let day = 1; day <= 5; day++)
    made.unshift((await team.replace({ start: inSeconds(day * DAY), end: inSeconds(day * DAY + HOUR) })).id)
  const seen: string[] = []
  for (let cursor = ''; ;) {
    const page = await told<{ items: Substitution[]; next: string | null }>('GET', `${addressOf(team)}?limit=2${cursor}`)
    seen.push(...page.items.map(({ id }) => id))
    if (page.next === null) break
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
  expect(seen).toEqual(made)
})

test('the role follows the replaced person’s; a suspended one is still replaced; what one source said, another cannot end', async () => {
  const team = await aTeam()
  const { nadia, yann } = team
  const circle = (await newCircle(team.structure)).id
  await addMember(circle, nadia.id, { role: 'Référente' })
  await team.replace()
  const now = () => membersOf(circle, new Date().toISOString()).then((all) => all.filter(({ personId }) => personId === yann.id))
  await eventually(async () => expect(await now()).toMatchObject([{ role: 'Référente', replaces: { personId: nadia.id } }]))
  await addMember(circle, nadia.id, { role: 'Médecin' })
  expect(await now()).toMatchObject([{ role: 'Médecin' }])

  const { givenName, familyName, profession } = nadia
  await told('PUT', `/people/${nadia.id}`, { givenName, familyName, profession, status: 'suspended' })
  expect(await now()).toHaveLength(1)
  const source = (await now())[0]?.source
  expect((await registry('DELETE', `/circles/${circle}/members/${yann.id}?source=${source}`)).status).toBe(404)
  expect(await registry('POST', '/keys', { name: source, scopes: ['people:read'] })).toMatchObject({
    status: 422,
    body: { code: 'SOURCE_RESERVED', path: 'name' },
  })
  // A system that lists the members without the replacement does not put them out: they leave with the replaced person alone.
  await told('PUT', `/circles/${circle}/members`, { members: [{ personId: nadia.id, role: 'Médecin' }] })
  expect(await now()).toHaveLength(1)
  await endMember(circle, nadia.id)
  expect(await now()).toEqual([])
})

test('a circle that closes keeps its replacements as it keeps its members; one that ends loses them', async () => {
  const team = await aTeam()
  const circle = await newCircle(team.structure)
  await addMember(circle.id, team.nadia.id)
  await team.replace()
  const now = () => membersOf(circle.id, new Date().toISOString()).then((all) => all.map(({ personId }) => personId).toSorted())
  const both = [team.nadia.id, team.yann.id].toSorted()
  await eventually(async () => expect(await now()).toEqual(both))
  await told('PUT', `/circles/${circle.id}`, { patientId: circle.patient.id, structureId: circle.structure.id, status: 'closed' })
  expect(await now()).toEqual(both)
  await told('DELETE', `/circles/${circle.id}`)
  expect(await now()).toEqual([])
})

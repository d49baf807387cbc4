import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { aCircleOf } from './support/held.ts'
import { aSystem } from './support/registry.ts'
import { retentionOf } from './support/retention.ts'
import { eventually, roomPath, sharedStage, some } from './support/rooms.ts'

const doors = inject('stack')
const stage = sharedStage()
const verbs = retentionOf(stage, doors)
const database = new Client({ connectionString: doors.databaseUrl })
beforeAll(() => database.connect())
afterAll(() => database.end())

/** As if it had been closed so long ago. */
const closedSince = (circle: string, days: number) =>
  database.query(`update circle set closed_at = now() - make_interval(days => $2::int) where id = $1`, [circle, days])
const close = async (circle: { id: string; patient: { id: string }; structure: { id: string } }) =>
  stage.told('PUT', `/circles/${circle.id}`, { patientId: circle.patient.id, structureId: circle.structure.id, status: 'closed' })

test('a circle is due once it is closed for long enough, the oldest first; before that, and active, only for its patient', async () => {
  const [admin] = await verbs.two()
  const circles = await Promise.all([1, 2, 3].map(async () => stage.newCircle((await stage.newStructure()).id)))
  const [long, longer, lately] = circles as [(typeof circles)[0], (typeof circles)[0], (typeof circles)[0]]
  const active = await stage.newCircle(long.structure.id)
  for (const circle of circles) await close(circle)
  await closedSince(long.id, 4_000)
  await closedSince(longer.id, 5_000)
  const due: string[] = []
  for (let cursor = ''; ;) {
    const { status, body } = await admin.call('GET', `/retentions/due?limit=1${cursor}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ afterDays: 3650, ready: true })
    due.push(...(body['items'] as { id: string }[]).map(({ id }) => id))
    if (typeof body['next'] !== 'string') break
    cursor = `&cursor=${body['next']}`
  }
  const ours = due.filter((id) => circles.some((circle) => circle.id === id))
  expect(ours).toEqual([longer.id, long.id])
  expect(await verbs.preview(admin, lately.id)).toMatchObject({ readers: 0, dueAt: expect.stringMatching(/^203/) })
  for (const circle of [lately, active])
    expect(await verbs.asks(admin, circle.id, 'closed-long-ago')).toMatchObject({ status: 409, body: { code: 'RETENTION_NOT_DUE' } })
  expect((await admin.call('GET', `/circles/${active.id}`)).body).toMatchObject({ status: 'active', journal: 'kept' })
  expect(await verbs.sealed(admin, long.id, 'closed-long-ago')).toMatchObject({ state: 'sealed', mine: true, ground: 'closed-long-ago' })
  // Closed again is closed since then.
  await stage.told('PUT', `/circles/${longer.id}`, { patientId: longer.patient.id, structureId: longer.structure.id })
  await close(longer)
  expect(await verbs.asks(admin, longer.id, 'closed-long-ago')).toMatchObject({ body: { code: 'RETENTION_NOT_DUE' } })
})

test('no system and nobody but an administrator seals, approves or lifts; each needs a reason, and unknown fields are refused', async () => {
  const [admin] = await verbs.two()
  const { circle } = await verbs.journal()
  const body = { ground: 'patient-request', reason: 'Demande' }
  expect(await stage.registry('POST', `/circles/${circle.id}/retention`, body)).toMatchObject({
    status: 403,
    body: { code: 'PURGE_NEEDS_A_PERSON' },
  })
  for (const wrong of [{ ground: 'patient-request' }, { ...body, reason: ' ' }, { ...body, ground: 'autre' }, { ...body, delete: true }])
    expect(await admin.call('POST', `/circles/${circle.id}/retention`, wrong), JSON.stringify(wrong)).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST' },
    })
  expect(await verbs.asks(admin, some('c'))).toMatchObject({ status: 404, body: { code: 'CIRCLE_UNKNOWN' } })
  const { id } = await verbs.sealed(admin, circle.id)
  expect(await verbs.asks(admin, circle.id)).toMatchObject({ status: 409, body: { code: 'CIRCLE_SEALED' } })
  for (const act of ['approval', 'lifting'])
    expect(await stage.registry('POST', `/retentions/${id}/${act}`, { reason: 'Demande' })).toMatchObject({
      status: 403,
      body: { code: 'PURGE_NEEDS_A_PERSON' },
    })
  expect((await admin.call('GET', '/retentions/999999999')).body).toMatchObject({ code: 'RETENTION_UNKNOWN' })
})

test('a seal that is lifted: its archive goes, the circle stays closed and without members, and may be opened again', async () => {
  const [admin, other] = await verbs.two()
  const { circle, room, nadia } = await verbs.journal()
  const said = await verbs.says(nadia, room, 'Bonjour')
  const { id } = await verbs.sealed(admin, circle.id)
  await verbs.becomes(admin, id, 'archived')
  const folder = join(dirname(dirname(doors.synapseConfig)), 'archives')
  expect(readdirSync(folder)).toContain(`journal-${id}.zip.age`)
  expect((await verbs.lifts(admin, id)).body).toMatchObject({ state: 'lifted', decidedBy: admin.person.fullName })
  expect((await verbs.lifts(admin, id)).status).toBe(200)
  // The register of what was asked and decided.
  const register = await fetch(`${doors.baseUrl}/api/v1/retentions.csv?state=lifted`, {
    headers: { authorization: `Bearer ${doors.apiKey}` },
  })
  const line = (await register.text()).split('\r\n').find((one) => one.includes(circle.id)) ?? ''
  for (const word of ['demande du patient', 'scellé levé', admin.person.fullName, 'Demande retirée']) expect(line).toContain(word)
  expect(await verbs.approves(other, id)).toMatchObject({ status: 409, body: { code: 'RETENTION_DECIDED' } })
  expect((await admin.call('GET', `/circles/${circle.id}`)).body).toMatchObject({ status: 'closed', journal: 'kept', memberCount: 0 })
  await eventually(() => expect(readdirSync(folder)).not.toContain(`journal-${id}.zip.age`))
  await stage.told('PUT', `/circles/${circle.id}`, { patientId: circle.patient.id, structureId: circle.structure.id })
  await stage.addMember(circle.id, nadia.id)
  await stage.settled(circle.id)
  expect((await nadia.matrix('GET', roomPath(room, 'event', said))).status).toBe(200)
  // It may be sealed anew.
  await verbs.becomes(admin, (await verbs.sealed(admin, circle.id)).id, 'archived')
})

test('whose version was read: what changed meanwhile is decided by who read that', async () => {
  const [admin, other] = await verbs.two()
  const { circle } = await verbs.journal()
  const { id, version } = await verbs.sealed(admin, circle.id)
  await verbs.becomes(admin, id, 'archived')
  const { status, body } = await other.call('POST', `/retentions/${id}/approval`, { reason: 'Vu' }, { 'if-match': `"v${version}"` })
  expect({ status, code: body['code'] }).toEqual({ status: 412, code: 'CHANGED_MEANWHILE' })
  expect((await verbs.read(admin, id)).state).toBe('archived')
})

test('sealing counts for the brake: of a structure that would lose too much, it waits for another administrator', async () => {
  const [admin] = await verbs.two()
  const portal = await aSystem()
  const { id } = await aCircleOf(12, portal, stage)
  expect(await verbs.asks(admin, id)).toMatchObject({ status: 409, body: { code: 'HELD_FOR_APPROVAL' } })
  expect((await admin.call('GET', `/circles/${id}`)).body).toMatchObject({ status: 'active', journal: 'kept', memberCount: 12 })
})

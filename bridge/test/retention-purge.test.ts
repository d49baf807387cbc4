import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Administrator } from './support/held.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { ATTACHED, CALLED, SAID, expectInventoried, filesWith, openArchive, retentionOf, whereIs } from './support/retention.ts'
import { eventually, roomPath } from './support/rooms.ts'

let own: OwnStack
let verbs: ReturnType<typeof retentionOf>
let database: Client
let [claire, denis]: readonly Administrator[] = []
beforeAll(async () => {
  const env = { CANARY_EVERY_MINUTES: '0', BRAKE_STRUCTURE_PERCENT: '100' }
  own = await ownStack('retention-purge', { roles: ['gateway,policy,api', 'work'], env })
  verbs = retentionOf(own.stage, own.stack)
  database = new Client({ connectionString: own.stack.databaseUrl })
  await database.connect()
  ;[claire, denis] = await verbs.two()
}, 240_000)
afterAll(async () => {
  await database.end().catch(() => undefined)
  await own.end()
})
const administrators = (): [Administrator, Administrator] => {
  if (claire === undefined || denis === undefined) throw new Error('nobody administers')
  return [claire, denis]
}
const archives = () => join(own.dir, 'archives')
const work = () => own.stack.processes['work']

test('sealed, nobody reads it; its archive holds all of it, for the other half of the key alone; purged, nothing of it is left but the proof', async () => {
  const [asker, approver] = administrators()
  const { circle, room, nadia, paul, address } = await verbs.fullJournal('entier')
  expect((await whereIs(own, 'entier')).length).toBeGreaterThan(2)
  expect(await verbs.preview(asker, circle.id)).toMatchObject({
    readers: 2,
    messages: 21,
    files: 1,
    ready: true,
    current: null,
    dueAt: null,
  })

  const { id } = await verbs.sealed(asker, circle.id)
  expect((await nadia.matrix('GET', roomPath(room, 'messages') + '?dir=b')).status).toBe(403)
  expect((await nadia.holder.download(address)).status).toBe(404)
  const archived = await verbs.becomes(asker, id, 'archived')
  const path = join(archives(), String(archived.archive?.name))
  expect(archived.archive).toMatchObject({ messages: 21, files: 1, size: statSync(path).size })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(archived.archive?.sha256)
  expect(filesWith(archives(), SAID)).toEqual([])

  const inside = await openArchive(path, own.stack.secrets.archiveIdentity)
  const page = String(inside.get('journal.html'))
  for (let number = 1; number <= 20; number++) expect(page).toContain(`${SAID} entier ${number}.`)
  expect(page).not.toContain('de trop')
  expect(page).toContain(asker.person.fullName)
  // Everybody is out by then, and that was said.
  expect(page).toContain('Le cercle de soins est fermé')
  expect(inside.get('journal.pdf')?.subarray(0, 5).toString()).toBe('%PDF-')
  const [file, bytes] = [...inside].find(([name]) => name.startsWith('fichiers/')) ?? []
  expect(file).toContain(`${CALLED} entier.txt`)
  expect(String(bytes)).toBe(`${ATTACHED} entier`)
  expectInventoried(inside)

  // Whoever holds an administrator's token of the homeserver erases nothing before that.
  const erase = { block: true, purge: true, force_purge: true }
  expect((await own.stage.admin('DELETE', `/_synapse/admin/v2/rooms/${encodeURIComponent(room)}`, erase)).status).toBe(403)
  expect(await verbs.approves(asker, id)).toMatchObject({ status: 403, body: { code: 'PURGE_BY_WHO_ASKED' } })
  expect((await verbs.approves(approver, id)).status).toBe(200)
  const purged = await verbs.becomes(asker, id, 'purged')
  expect(purged).toMatchObject({ askedBy: asker.person.fullName, decidedBy: approver.person.fullName, purgedAt: expect.any(String) })
  expect(await whereIs(own, 'entier')).toEqual([])
  expect((await own.stage.admin('GET', `/_synapse/admin/v1/rooms/${encodeURIComponent(room)}`)).status).toBe(404)

  // The proof: who could read it stays known, and the record names both.
  const events = await own.stage.eventsOf(`circleId=${circle.id}`)
  const told = events.filter(({ type }) => type.startsWith('journal.')).map(({ type, by }) => `${type} ${by}`)
  expect(told).toEqual([
    `journal.sealed ${asker.person.fullName}`,
    'journal.archived messagerie',
    `journal.purge-approved ${approver.person.fullName}`,
    'journal.purged messagerie',
  ])
  expect(events.find(({ type }) => type === 'journal.purged')?.after).toMatchObject({
    askedBy: asker.person.fullName,
    approvedBy: approver.person.fullName,
    archive: archived.archive?.sha256,
    roomId: room,
  })
  const readers = await asker.call(
    'GET',
    `/readers?circleId=${circle.id}&from=2020-01-01T00:00:00Z&to=${encodeURIComponent(new Date().toISOString())}`,
  )
  expect(JSON.stringify(readers.body)).toContain(paul.id)

  // It stays so: nothing brings the room back.
  expect((await asker.call('GET', `/circles/${circle.id}`)).body).toMatchObject({
    journal: 'purged',
    roomId: null,
    inStep: true,
    memberCount: 0,
  })
  for (const [method, where, body] of [
    ['PUT', '', { patientId: circle.patient.id, structureId: circle.structure.id, status: 'active' }],
    ['PUT', `/members/${nadia.id}`, { role: 'Infirmière' }],
    ['PUT', '/members', { members: [{ personId: nadia.id, role: 'Infirmière' }] }],
  ] as const)
    expect(await own.stage.registry(method, `/circles/${circle.id}${where}`, body), `${method} ${where}`).toMatchObject({
      status: 409,
      body: { code: 'CIRCLE_SEALED' },
    })
  await killAndRestart(work())
  await own.stage.told('POST', '/drift/repairs', { rooms: [{ kind: 'journal', ref: circle.id }] })
  expect((await own.stage.stateOf(circle.id)).roomId).toBeNull()
}, 240_000)

const stateOf = async (id: string): Promise<Record<string, unknown>> =>
  (await database.query<Record<string, unknown>>('select * from retention where id = $1', [id])).rows[0] ?? {}
const roomGone = async (room: string) =>
  (await own.stage.admin('GET', `/_synapse/admin/v1/rooms/${encodeURIComponent(room)}`)).status === 404
/** The moments in which the work dies; before and after the approval. */
const MOMENTS: Record<string, (id: string, room: string) => Promise<boolean>> = {
  'as soon as it is sealed': () => Promise.resolve(true),
  'when the journal is read for the archive': async (id) => Number((await stateOf(id))['done']) > 0,
  'when the purge begins': async (id) => (await stateOf(id))['state'] === 'purging',
  'when its files are let go': async (id) => {
    const { circle } = await stateOf(id)
    const held = `select 1 from attachment a join room r using (room_id) where r.ref = $1 and a.ended_at is not null`
    return (await database.query(held, [circle])).rows.length > 0
  },
  'when the homeserver has forgotten the room': (_id, room) => roomGone(room),
}
test.each(Object.entries(MOMENTS))(
  'kill -9 of the work %s: archived whole, purged once, nothing left',
  async (moment, hasCome) => {
    const [asker, approver] = administrators()
    const word = `moment${Object.keys(MOMENTS).indexOf(moment)}`
    const { circle, room } = await verbs.fullJournal(word)
    const { id } = await verbs.sealed(asker, circle.id)
    const dies = (async () => {
      const patience = Date.now() + 60_000
      while (Date.now() < patience) if (await hasCome(id, room)) return killAndRestart(work())
      throw new Error('the moment never came')
    })()
    const archived = await verbs.becomes(asker, id, 'archived')
    const inside = await openArchive(join(archives(), String(archived.archive?.name)), own.stack.secrets.archiveIdentity)
    for (let number = 1; number <= 20; number++)
      expect(String(inside.get('journal.html')).split(`${SAID} ${word} ${number}.`)).toHaveLength(2)
    expect((await verbs.approves(approver, id)).status).toBe(200)
    await dies
    await verbs.becomes(asker, id, 'purged')
    expect(await whereIs(own, word)).toEqual([])
    const types = (await own.stage.eventsOf(`circleId=${circle.id}`)).map(({ type }) => type).filter((type) => type.startsWith('journal.'))
    expect(types).toEqual(['journal.sealed', 'journal.archived', 'journal.purge-approved', 'journal.purged'])
  },
  240_000,
)

test('an archive that is lost before the purge: nothing is purged, it is made again and wants another approval', async () => {
  const [asker, approver] = administrators()
  const { circle, room } = await verbs.fullJournal('perdu')
  const { id } = await verbs.sealed(asker, circle.id)
  const { archive } = await verbs.becomes(asker, id, 'archived')
  rmSync(join(archives(), String(archive?.name)))
  expect((await verbs.approves(approver, id)).status).toBe(200)
  const again = await verbs.becomes(asker, id, 'archived')
  expect(again).toMatchObject({ decidedBy: null, failure: null })
  expect(await roomGone(room)).toBe(false)
  const inside = await openArchive(join(archives(), String(again.archive?.name)), own.stack.secrets.archiveIdentity)
  expect(String(inside.get('journal.html'))).toContain(`${SAID} perdu 20.`)
  expect((await own.stage.eventsOf(`circleId=${circle.id}`)).map(({ type }) => type)).toContain('journal.archive-lost')
  expect((await verbs.approves(approver, id)).status).toBe(200)
  await verbs.becomes(asker, id, 'purged')
}, 240_000)

test('an archive that is lost once the purge has begun does not call back what may be gone already: the purge comes to its end', async () => {
  const [asker] = administrators()
  const { circle } = await verbs.fullJournal('entame')
  const { id } = await verbs.sealed(asker, circle.id)
  const { archive } = await verbs.becomes(asker, id, 'archived')
  // As after a death in the middle of it.
  const begun = `update retention set state = 'purging', decided_by = 'essai', decided_at = now(), purge_begun_at = now() where id = $1`
  await database.query(begun, [id])
  rmSync(join(archives(), String(archive?.name)))
  await database.query(`select graphile_worker.add_job('purge-journal', json_build_object('retention', $1::text))`, [id])
  await verbs.becomes(asker, id, 'purged')
  expect(await whereIs(own, 'entame')).toEqual([])
  expect((await own.stage.eventsOf(`circleId=${circle.id}`)).map(({ type }) => type)).not.toContain('journal.archive-lost')
}, 240_000)

test('a folder of archives that refuses: it is told in words, nothing goes, and once it is there the archive is made', async () => {
  const [asker] = administrators()
  const { circle, room } = await verbs.fullJournal('refuse')
  renameSync(archives(), `${archives()}-ailleurs`)
  writeFileSync(archives(), '')
  const { id } = await verbs.sealed(asker, circle.id)
  await eventually(async () => expect((await verbs.read(asker, id)).failure?.fr).toContain('dossier des archives'))
  expect(await verbs.read(asker, id)).toMatchObject({ state: 'sealed', archive: null })
  expect(await roomGone(room)).toBe(false)
  const { body } = await asker.call('GET', '/platform/jobs')
  expect(body['items']).toContainEqual(expect.objectContaining({ kind: 'archive', id, state: 'failed', circleId: circle.id }))
  rmSync(archives())
  renameSync(`${archives()}-ailleurs`, archives())
  expect((await asker.call('POST', `/retentions/${id}/archive`, {})).status).toBe(202)
  expect(await verbs.becomes(asker, id, 'archived')).toMatchObject({ failure: null })
}, 240_000)

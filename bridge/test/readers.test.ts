import { createHash } from 'node:crypto'
import forge from 'node-forge'
import { expect, inject, test } from 'vitest'
import type { Readable, Readers } from '../src/contract.ts'
import { eventually, roomPath, sendPath, sharedStage, some, text } from './support/rooms.ts'
import { readPdf } from './support/exports.ts'
import { aSystem } from './support/registry.ts'
import { aTeam } from './support/substitutions.ts'

const stage = sharedStage()
const { told } = stage
const readers = (query: string) => told<Readers>('GET', `/readers?${query}`)
const now = () => new Date().toISOString()
const pause = () => new Promise((resolve) => setTimeout(resolve, 15))
/** A moment that nothing else shares. */
async function moment(): Promise<string> {
  await pause()
  const at = now()
  await pause()
  return at
}
const idsAt = async (query: string, at: string) => (await readers(`${query}&at=${at}`)).people.map(({ personId }) => personId)

test('who could read a journal is told for any instant: whoever put them there, by each source, and not before it was recorded', async () => {
  const [nadia, paul, never] = await Promise.all([1, 2, 3].map(() => stage.newPerson({}, { withPassword: false })))
  if (nadia === undefined || paul === undefined || never === undefined) throw new Error('nobody')
  const circle = await stage.newCircle((await stage.newStructure()).id)
  const portal = await aSystem({ scopes: ['*'] })
  const before = await moment()
  // Written now of a year ago: it gives nobody a past.
  await portal.put(`/circles/${circle.id}/members/${nadia.id}`, { role: 'Infirmière', start: '2025-01-01T00:00:00Z', reason: 'reprise' })
  await stage.addMember(circle.id, paul.id, { role: 'Médecin traitant' })
  const both = await moment()
  await stage.addMember(circle.id, nadia.id, { role: 'Infirmière' })
  await portal.delete(`/circles/${circle.id}/members/${nadia.id}`)
  const kept = await moment()
  await stage.endMember(circle.id, nadia.id)
  await told('PUT', `/people/${paul.id}`, { givenName: 'Paul', familyName: 'Essai', profession: 'Médecin', status: 'suspended' })
  const nobody = await moment()
  await told('PUT', `/people/${paul.id}`, { givenName: 'Paul', familyName: 'Essai', profession: 'Médecin', status: 'active' })
  const back = await moment()

  const of = `circleId=${circle.id}`
  expect(await idsAt(of, before)).toEqual([])
  expect((await idsAt(of, both)).toSorted()).toEqual([nadia.id, paul.id].toSorted())
  expect((await idsAt(of, kept)).toSorted()).toEqual([nadia.id, paul.id].toSorted())
  expect(await idsAt(of, nobody)).toEqual([])
  expect(await idsAt(of, back)).toEqual([paul.id])

  const whole = await readers(of)
  const hers = whole.people.find(({ personId }) => personId === nadia.id)
  expect(hers?.spans).toHaveLength(1)
  expect(hers?.spans[0]?.to).not.toBeNull()
  expect(hers?.grants.map(({ source, provenance, reason }) => ({ source, provenance, reason }))).toEqual([
    { source: portal.name, provenance: 'membership', reason: 'reprise' },
    { source: 'essais', provenance: 'membership', reason: null },
  ])
  expect(whole.people.find(({ personId }) => personId === paul.id)?.spans.map(({ to }) => to === null)).toEqual([false, true])
  expect(whole.people.map(({ personId }) => personId)).not.toContain(never.id)
  expect(await readers(`${of}&from=${nobody}&to=${new Date(Date.parse(nobody) + 5).toISOString()}`)).toMatchObject({ people: [] })

  // The reverse, for the one who is still there and for the one who left.
  const hisNow = await told<Readable>('GET', `/people/${paul.id}/readable`)
  expect(hisNow.places.map(({ place }) => place)).toEqual([
    { kind: 'journal', circleId: circle.id, structureId: null, name: circle.patient.displayName },
  ])
  // Until when is told too, though it was asked of an instant before that.
  const hersThen = await told<Readable>('GET', `/people/${nadia.id}/readable?at=${kept}`)
  expect(hersThen.places.map(({ grants }) => grants.map(({ to }) => to === null))).toEqual([[false]])
  expect((await told<Readable>('GET', `/people/${nadia.id}/readable`)).places).toEqual([])
  expect((await told<Readable>('GET', `/people/${paul.id}/readable?at=${nobody}`)).places).toEqual([])
})

test('a message was readable from when it was said until it was deleted; by whom there is a substitution is told', async () => {
  const team = await aTeam()
  const circle = await stage.newCircle(team.structure)
  const author = await stage.newPerson()
  await stage.addMember(circle.id, author.id)
  await stage.addMember(circle.id, team.nadia.id)
  const { roomId } = await stage.settled(circle.id)
  const asAuthor = await stage.signIn(author)
  const said = await eventually(async () => {
    const { status, body } = await asAuthor('PUT', sendPath(roomId), text('pansement refait'))
    expect(status).toBe(200)
    return String(body['event_id'])
  })
  const shown = await eventually(() => readers(`message=${encodeURIComponent(said)}`))
  expect(shown.place).toMatchObject({ kind: 'journal', circleId: circle.id })
  expect(shown.people.map(({ personId }) => personId).toSorted()).toEqual([author.id, team.nadia.id].toSorted())

  await team.replace({ reason: 'congés' })
  const { people } = await eventually(async () => {
    const answer = await readers(`message=${encodeURIComponent(said)}&at=${now()}`)
    expect(answer.people).toHaveLength(3)
    return answer
  })
  expect(people.find(({ personId }) => personId === team.yann.id)?.grants).toMatchObject([
    {
      provenance: 'substitution',
      replaces: { personId: team.nadia.id, name: team.nadia.fullName },
      reason: 'congés',
    },
  ])

  expect((await asAuthor('PUT', `${roomPath(roomId, 'redact', said)}/${some('txn')}`, {})).status).toBe(200)
  const gone = await eventually(async () => {
    const answer = await readers(`message=${encodeURIComponent(said)}`)
    expect(answer.thing?.deletedAt).not.toBeNull()
    return answer
  })
  const late = new Date(Date.parse(String(gone.thing?.deletedAt)) + 5).toISOString()
  expect((await readers(`message=${encodeURIComponent(said)}&at=${late}`)).people).toEqual([])
  expect(gone.people.flatMap(({ spans }) => spans.map(({ to }) => to))).not.toContain(null)
})

test('of a DAC its people are told, by their employment; of a conversation its correspondents; what is unknown has words', async () => {
  const dac = await stage.newStructure({ kind: 'DAC', dac: true })
  const person = await stage.newPerson({}, { withPassword: false })
  await stage.employ(person, dac.id, 'editor')
  expect(await readers(`structureId=${dac.id}`)).toMatchObject({
    place: { kind: 'staff', structureId: dac.id, name: dac.name },
    people: [{ personId: person.id, grants: [{ provenance: 'employment', role: 'editor', to: null }] }],
  })
  const refused = async (query: string) => {
    const { status, body } = await stage.registry('GET', `/readers?${query}`)
    return { status, code: body['code'] }
  }
  expect(await refused('')).toEqual({ status: 400, code: 'ASK_ABOUT_ONE' })
  expect(await refused(`circleId=c&structureId=${dac.id}`)).toEqual({ status: 400, code: 'ASK_ABOUT_ONE' })
  expect(await refused('circleId=nulle-part')).toEqual({ status: 404, code: 'CIRCLE_UNKNOWN' })
  expect(await refused('structureId=nulle-part')).toEqual({ status: 404, code: 'NO_ROOMS_OF_ITS_OWN' })
  expect(await refused('message=%24inconnu')).toEqual({ status: 404, code: 'MESSAGE_UNKNOWN' })
  expect(await refused(`file=mxc%3A%2F%2F${inject('stack').serverName}%2Finconnu`)).toEqual({ status: 404, code: 'FILE_UNKNOWN' })
  expect(await refused(`structureId=${dac.id}&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z`)).toEqual({
    status: 400,
    code: 'END_BEFORE_START',
  })
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  expect(await refused(`structureId=${dac.id}&at=${tomorrow}`)).toEqual({ status: 400, code: 'NOT_YET' })
  expect((await readers(`structureId=${dac.id}&to=${tomorrow}`)).people[0]?.spans[0]?.to).toBeNull()
  expect(await stage.registry('GET', `/people/${person.id}/readable?at=${tomorrow}`)).toMatchObject({
    status: 400,
    body: { code: 'NOT_YET' },
  })
  expect((await stage.registry('GET', '/people/nulle-part/readable')).status).toBe(404)
})

test('the answer is a PDF that carries its signature: one changed octet, and it is broken', async () => {
  const circle = await stage.newCircle((await stage.newStructure()).id)
  const person = await stage.newPerson({}, { withPassword: false })
  await stage.addMember(circle.id, person.id, { reason: 'Sortie d’hôpital' })
  const { baseUrl, apiKey } = inject('stack')
  const response = await fetch(`${baseUrl}/api/v1/readers/document?circleId=${circle.id}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const pdf = Buffer.from(await response.arrayBuffer())
  expect(isSigned(pdf)).toBe(true)
  const changed = Buffer.from(pdf)
  changed[200] = (changed[200] ?? 0) ^ 1
  expect(isSigned(changed)).toBe(false)
  const { text: shown, roles, marked } = await readPdf(pdf)
  expect([marked, roles.has('Table')]).toEqual([true, true])
  for (const words of [circle.patient.displayName, person.fullName, 'Sortie d’hôpital', 'Qui pouvait lire']) expect(shown).toContain(words)
})

/** By the certificate in it, which vouches for itself here: what the signature covers is everything but itself, and its digest is right. */
function isSigned(pdf: Buffer): boolean {
  const [, ...range] = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]/.exec(pdf.toString('latin1')) ?? []
  const [start = 0, length = 0, next = 0, rest = 0] = range.map(Number)
  expect([start, next + rest]).toEqual([0, pdf.length])
  const covered = Buffer.concat([pdf.subarray(0, length), pdf.subarray(next)])
  const hex = pdf.subarray(length + 1, next - 1).toString('latin1')
  const signed = forge.asn1.fromDer(Buffer.from(hex, 'hex').toString('binary'), { parseAllBytes: false } as never)
  const message = forge.pkcs7.messageFromAsn1(signed) as unknown as {
    rawCapture: Record<string, never>
    certificates: forge.pki.Certificate[]
  }
  const { authenticatedAttributes, signature } = message.rawCapture as unknown as {
    authenticatedAttributes: forge.asn1.Asn1[]
    signature: string
  }
  const set = forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.SET, true, authenticatedAttributes)
  const digestHere = createHash('sha256').update(covered).digest('binary')
  const isCovered = forge.asn1.toDer(set).getBytes().includes(digestHere)
  const [certificate] = message.certificates
  const digest = forge.md.sha256.create().update(forge.asn1.toDer(set).getBytes()).digest().getBytes()
  return isCovered && certificate !== undefined && (certificate.publicKey as forge.pki.rsa.PublicKey).verify(digest, signature)
}

test('only who holds the right may ask', async () => {
  const without = await aSystem({ scopes: ['people:read', 'circles:read', 'structures:read', 'events:read'] })
  for (const path of [
    '/readers?circleId=c',
    '/people/p/readable',
    '/audit/events',
    '/audit/chain',
    '/audit/export',
    '/audit/chain/checks/1',
  ])
    expect((await without.get(path)).status, path).toBe(403)
  expect((await without.ask('POST', '/audit/chain/checks')).status).toBe(403)
  const person = await stage.newPerson()
  const asPerson = await stage.signIn(person)
  for (const path of ['/readers?circleId=c', `/people/${person.id}/readable`, '/people/me/readable', '/audit/events', '/audit/chain'])
    expect((await asPerson('GET', `/api/v1${path}`)).status, path).toBe(403)
})

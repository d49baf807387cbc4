import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, inject, test } from 'vitest'
import type { Service } from '../src/contract.ts'
import { type Answer, CLIENT, type Matrix, eventually, roomPath, sendPath, sharedStage, some, text } from './support/rooms.ts'

const stage = sharedStage()
const { told, registry, newPerson, newStructure, newCircle, addMember, employ, settled, settledDac, signIn, logIn, joinedIn, timelineOf } =
  stage
const refusalOf = ({ body }: Answer) => body['fr.sphere.refusal']
const notice = (body: string) => ({ msgtype: 'm.notice', body })

async function aService(name = some('Capteurs')): Promise<Service & { password: string }> {
  const service = await told<Service>('PUT', `/services/${some('capteur')}`, { name, contact: 'support@capteurs.example' })
  const password = some('mot-de-passe')
  await told('PUT', `/services/${service.id}/password`, { password })
  return { ...service, password }
}
async function aJournal() {
  const circle = await newCircle((await newStructure()).id)
  const person = await newPerson()
  await addMember(circle.id, person.id)
  const { roomId } = await settled(circle.id)
  return { circle: circle.id, room: roomId, person, matrix: await signIn(person) }
}
async function aPlacedService() {
  const journal = await aJournal()
  const service = await aService()
  await told('PUT', `/services/${service.id}/rooms/circles/${journal.circle}`)
  await settled(journal.circle)
  return { ...journal, service, bot: await signIn(service) }
}

test('a service is put into a journal, is seen there by its name, posts notices, and is no member of the circle', async () => {
  const { circle, room, service, bot, person, matrix } = await aPlacedService()
  expect(await joinedIn(room)).toEqual([person.userId, service.userId].toSorted())
  const member = await stage.stateEvent(room, 'm.room.member', service.userId)
  expect(member?.['displayname']).toBe(`${service.name} (service)`)
  expect((await bot('PUT', sendPath(room), notice('Batterie faible.'))).status).toBe(200)
  const { body } = await matrix('GET', `${roomPath(room, 'messages')}?dir=b&limit=1`)
  expect(body['chunk']).toMatchObject([{ sender: service.userId, content: { body: 'Batterie faible.' } }])

  expect(await told('GET', `/circles/${circle}`)).toMatchObject({ memberCount: 1 })
  expect(await told('GET', `/services/${service.id}`)).toMatchObject({ circles: [circle], structures: [], status: 'active' })
  const found = await matrix('POST', `${CLIENT}/user_directory/search`, { search_term: service.name })
  expect(found.body).toMatchObject({ results: [] })
  expect(await told('GET', `/people?search=${encodeURIComponent(service.name)}`)).toMatchObject({ items: [] })
})

test('a service says nothing but notices', async () => {
  const { room, bot, matrix } = await aPlacedService()
  const said = String((await matrix('PUT', sendPath(room), text('Bonjour.'))).body['event_id'])
  const own = String((await bot('PUT', sendPath(room), notice('Un.'))).body['event_id'])
  for (const content of [
    text('Bonjour.'),
    { msgtype: 'm.emote', body: 'salue' },
    { msgtype: 'm.file', body: 'a', url: 'mxc://x/y' },
    { ...notice('réponse'), 'm.relates_to': { rel_type: 'm.thread', event_id: said } },
    { ...notice('image'), format: 'org.matrix.custom.html', formatted_body: '<img src="mxc://localhost/abc">' },
    { ...notice('autre'), 'm.new_content': notice('autre'), 'm.relates_to': { rel_type: 'm.replace', event_id: own } },
  ])
    expect([refusalOf(await bot('PUT', sendPath(room), content)), JSON.stringify(content)]).toEqual([
      'NOTICES_ONLY',
      JSON.stringify(content),
    ])
  const relation = { rel_type: 'm.annotation', event_id: said, key: '👍' }
  expect(refusalOf(await bot('PUT', sendPath(room, 'm.reaction'), { 'm.relates_to': relation }))).toBe('SERVICES_ONLY_POST')
  expect(refusalOf(await bot('PUT', sendPath(room, 'm.room.redaction'), { redacts: own }))).toBe('SERVICES_ONLY_POST')
  expect((await timelineOf(room)).filter(({ type, sender }) => type === 'm.room.message' && sender.startsWith('@service_'))).toHaveLength(1)
})

test('a service reads nothing, by whatever address, and its news are where it is and no more', async () => {
  const { room, bot, matrix, person, service } = await aPlacedService()
  const secret = some('zyxwasecret')
  const said = String((await matrix('PUT', sendPath(room), text(secret))).body['event_id'])
  const me = encodeURIComponent(service.userId)
  const asked: [string, string, unknown?][] = [
    ['GET', `${roomPath(room, 'messages')}?dir=b`],
    ['GET', roomPath(room, 'event', said)],
    ['GET', roomPath(room, 'context', said)],
    ['GET', roomPath(room, 'state')],
    ['GET', roomPath(room, 'state', 'm.room.name')],
    ['GET', roomPath(room, 'members')],
    ['GET', roomPath(room, 'joined_members')],
    ['GET', roomPath(room, 'initialSync')],
    ['GET', `/_matrix/client/v1/rooms/${encodeURIComponent(room)}/relations/${encodeURIComponent(said)}`],
    ['GET', `/_matrix/client/v1/rooms/${encodeURIComponent(room)}/threads`],
    ['GET', `/_matrix/client/v1/rooms/${encodeURIComponent(room)}/hierarchy`],
    ['GET', `/_matrix/client/v1/room_summary/${encodeURIComponent(room)}`],
    ['POST', `${CLIENT}/search`, { search_categories: { room_events: { search_term: secret } } }],
    ['GET', `${CLIENT}/notifications`],
    ['POST', `${CLIENT}/user_directory/search`, { search_term: person.fullName }],
    ['GET', `${CLIENT}/profile/${encodeURIComponent(person.userId)}`],
    ['POST', `${CLIENT}/keys/query`, { device_keys: { [person.userId]: [] } }],
    ['POST', `${CLIENT}/createRoom`, { invite: [person.userId], is_direct: true }],
    ['POST', roomPath(room, 'invite'), { user_id: person.userId }],
    ['POST', roomPath(room, 'kick'), { user_id: person.userId }],
    ['PUT', roomPath(room, 'typing', service.userId), { typing: true }],
    ['POST', roomPath(room, 'receipt', 'm.read', said), {}],
    ['PUT', roomPath(room, 'redact', said, some('t')), {}],
    ['PUT', roomPath(room, 'state', 'm.room.topic'), { topic: 'x' }],
    ['POST', '/_matrix/media/v3/upload', { a: 1 }],
    ['PUT', `${CLIENT}/profile/${me}/avatar_url`, { avatar_url: 'mxc://localhost/abc' }],
    ['POST', `${CLIENT}/pushers/set`, {}],
  ]
  for (const [method, path, body] of asked) {
    const answer = await bot(method, path, body)
    expect([answer.status, refusalOf(answer), path]).toEqual([403, 'SERVICES_ONLY_POST', path])
  }
  expect((await bot('POST', '/_matrix/client/unstable/org.matrix.simplified_msc3575/sync', {})).status).toBe(404)

  expect((await bot('GET', `${CLIENT}/account/whoami`)).body).toMatchObject({ user_id: service.userId })
  expect((await bot('GET', `${CLIENT}/joined_rooms`)).body).toEqual({ joined_rooms: [room] })
  for (const query of ['', '?full_state=true', '?filter={"room":{"include_leave":true}}']) {
    const { status, body } = await bot('GET', `${CLIENT}/sync${query}`)
    expect(status).toBe(200)
    const told = JSON.stringify(body)
    expect(Object.keys((body['rooms'] as { join: object }).join)).toEqual([room])
    expect(told).not.toContain(secret)
    expect(told).not.toContain(person.userId)
    expect(told).not.toContain('m.room.name')
  }
  const { access_token: token } = (await logIn(service.userId, service.password)).body
  const api = await fetch(`${inject('stack').baseUrl}/api/v1/people/me/counts`, { headers: { authorization: `Bearer ${token}` } })
  expect(api.status).toBe(401)
})

test('it may post nowhere else, and nowhere once it was taken out or ended', async () => {
  const { room, circle, service, bot } = await aPlacedService()
  const other = await aJournal()
  expect((await bot('PUT', sendPath(other.room), notice('Un.'))).status).toBe(403)
  expect((await bot('POST', roomPath(other.room, 'join'), {})).status).toBe(403)
  await told('DELETE', `/services/${service.id}/rooms/circles/${circle}`)
  await settled(circle)
  expect((await bot('PUT', sendPath(room), notice('Un.'))).status).toBe(403)
  expect(await joinedIn(room)).not.toContain(service.userId)
  expect((await bot('POST', roomPath(room, 'join'), {})).status).toBe(403)

  await told('PUT', `/services/${service.id}/rooms/circles/${circle}`)
  await settled(circle)
  expect((await bot('PUT', sendPath(room), notice('Deux.'))).status).toBe(200)
  await told('DELETE', `/services/${service.id}`)
  await settled(circle)
  expect(await joinedIn(room)).not.toContain(service.userId)
  await eventually(async () => expect((await bot('GET', `${CLIENT}/account/whoami`)).status).toBe(401))
  expect((await logIn(service.userId, service.password)).status).not.toBe(200)
  expect((await registry('PUT', `/services/${service.id}/rooms/circles/${circle}`)).body).toMatchObject({ code: 'SERVICE_ENDED' })
})

test('a service stands in the liaison book of a DAC and in no other room of it', async () => {
  const dac = await newStructure({ dac: true })
  const colleague = await newPerson({}, { withPassword: false })
  await employ(colleague, dac.id)
  await settledDac(dac.id)
  const service = await aService()
  await told('PUT', `/services/${service.id}/rooms/structures/${dac.id}`)
  const rooms = await settledDac(dac.id)
  await eventually(async () => expect(await joinedIn(rooms.liaison)).toContain(service.userId))
  expect(await joinedIn(rooms.space)).not.toContain(service.userId)
  expect(await joinedIn(rooms.documents)).not.toContain(service.userId)
  const bot = await signIn(service)
  expect((await bot('PUT', sendPath(rooms.liaison), notice('Maintenance ce soir.'))).status).toBe(200)
  expect(await registry('PUT', `/services/${service.id}/rooms/structures/${(await newStructure()).id}`)).toMatchObject({
    status: 409,
    body: { code: 'NO_LIAISON_BOOK' },
  })
})

test('a notice of a system is no message: what a person said last can still be deleted after it', async () => {
  const { room, bot, matrix } = await aPlacedService()
  const said = String((await matrix('PUT', sendPath(room), text('À supprimer.'))).body['event_id'])
  const posted = String((await bot('PUT', sendPath(room), notice('Batterie faible.'))).body['event_id'])
  expect(refusalOf(await matrix('PUT', roomPath(room, 'redact', posted, some('t')), {}))).toBe('ONLY_MESSAGES_ARE_DELETED')
  expect((await matrix('PUT', roomPath(room, 'redact', said, some('t')), {})).status).toBe(200)
})

test('nobody is given an account that looks like a system’s', async () => {
  const body = { givenName: 'Ser', familyName: 'Vice', profession: 'Infirmière', localpart: 'service_faux' }
  expect(await registry('PUT', `/people/${some('p')}`, body)).toMatchObject({ status: 409, body: { code: 'LOCALPART_TAKEN' } })
  const reader: Matrix = (method, path, sent) => registry(method, path, sent)
  expect(await reader('GET', '/services/inconnu')).toMatchObject({ status: 404, body: { code: 'SERVICE_UNKNOWN' } })
})

test('the example bot, as its documentation says, posts a notice and is told what it may not do', async () => {
  const { room, service } = await aPlacedService()
  const other = await aJournal()
  const run = (...given: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((done) => {
      const env = { HOMESERVER: inject('stack').baseUrl, ACCOUNT: service.userId.slice(1).replace(/:.*/, ''), PASSWORD: service.password }
      const bot = resolve(import.meta.dirname, '../examples/notice-bot.ts')
      execFile(process.execPath, ['--disable-warning=ExperimentalWarning', bot, ...given], { env }, (error, out, err) =>
        done({ code: Number(error?.code ?? 0), out: out.trim(), err }),
      )
    })
  expect(await run()).toMatchObject({ code: 0, out: room })
  const posted = await run(room, 'Le capteur est à plat.')
  expect(posted).toMatchObject({ code: 0, out: expect.stringMatching(/^\$/) })
  expect((await timelineOf(room)).find(({ event_id: id }) => id === posted.out)?.content).toMatchObject(notice('Le capteur est à plat.'))
  expect(await run(other.room, 'Ailleurs.')).toMatchObject({ code: 1, err: expect.stringContaining('M_FORBIDDEN') })
})

import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PushState } from '../src/contract.ts'
import { type OwnStack, ownStack } from './support/own-stack.ts'
import { aBrowserAt, aPushService } from './support/push-service.ts'
import { CLIENT, type Json, type Someone, ask, eventually, sendPath, some, text } from './support/rooms.ts'

// Browsers that are told of new messages: by whom, of what, until when.
const STATUSES = new Map<string, (nth: number) => number>()
let own: OwnStack
let service: Awaited<ReturnType<typeof aPushService>>
beforeAll(async () => {
  service = await aPushService((path, nth) => STATUSES.get(path)?.(nth) ?? 201)
  own = await ownStack('push', { env: { PUSH_ALLOW: '127.0.0.1/32', CANARY_EVERY_MINUTES: '0' } })
}, 240_000)
afterAll(async () => {
  await own.end()
  await service.end()
})

/** A person in a browser: their session, and where the browser is told. */
async function inABrowser(person: Someone, path = `/${some('navigateur')}`) {
  const { body } = await own.stage.logIn(person.userId, person.password)
  const token = body.access_token
  const api = <Body = Json>(method: string, below: string, sent?: unknown, id = 'me') =>
    ask<Body>(`${own.stack.baseUrl}/api/v1/people/${id}/push${below}`, method, token, sent)
  const matrix = (method: string, at: string, sent?: unknown) => ask(`${own.stack.baseUrl}${at}`, method, token, sent)
  const browser = aBrowserAt(`${service.url}${path}`)
  return {
    ...browser,
    path,
    token,
    api,
    matrix,
    subscribe: () => api<PushState>('PUT', '/subscription', browser.subscription),
    state: async () => (await api<PushState>('GET', '')).body,
    told: () => service.taken.filter((pushed) => pushed.path === path),
    /** Events of a room that it was told of: what is said in Notifications may come besides. */
    events: (room: string) =>
      service.taken
        .filter((pushed) => pushed.path === path)
        // Two people may have been at one address: what was sealed for the other cannot be read.
        .flatMap(({ body: sealed }) => readableBy(browser, sealed))
        .flatMap(({ roomId, eventId }) => (roomId === room ? [eventId] : [])),
  }
}
function readableBy(browser: ReturnType<typeof aBrowserAt>, sealed: Buffer): Json[] {
  try {
    return [browser.read(sealed) as Json]
  } catch {
    return []
  }
}
async function aJournalOf(...people: Someone[]) {
  const { newStructure, newCircle, addMember, settled } = own.stage
  const circle = await newCircle((await newStructure()).id)
  for (const { id } of people) await addMember(circle.id, id)
  return { circle: circle.id, room: (await settled(circle.id)).roomId }
}
/** Nadia in a browser that is told; Paul writes, in a journal of both. */
async function twoPeople() {
  const [nadia, paul] = [await own.stage.newPerson(), await own.stage.newPerson()]
  const journal = await aJournalOf(nadia, paul)
  const browser = await inABrowser(nadia)
  const writer = await own.stage.signIn(paul)
  const write = async (room = journal.room, words = 'Bonjour') => {
    const { status, body } = await writer('PUT', sendPath(room), text(words))
    expect(status).toBe(200)
    return String(body['event_id'])
  }
  return { nadia, paul, ...journal, browser, write }
}
const pushersOf = async ({ userId }: Someone) =>
  (await own.stage.admin('GET', `/_synapse/admin/v1/users/${encodeURIComponent(userId)}/pushers`)).body['pushers'] as Json[]

test('a browser is told nothing until it asks for it, then of messages of others: identifiers and a count, sealed for it alone', async () => {
  const { room, browser, write, nadia } = await twoPeople()
  const { vapidPublicKey } = own.stack.secrets
  expect(await browser.state()).toEqual({ publicKey: vapidPublicKey, endpoint: null })
  await write()
  expect((await browser.subscribe()).body).toEqual({ publicKey: vapidPublicKey, endpoint: browser.subscription.endpoint })
  expect((await browser.subscribe()).status).toBe(200)
  expect(await browser.state()).toEqual({ publicKey: vapidPublicKey, endpoint: browser.subscription.endpoint })
  expect(await pushersOf(nadia)).toMatchObject([{ kind: 'http', data: { format: 'event_id_only' } }])

  const word = some('zqxdit')
  const event = await write(room, `${word} de Mme Wzyxkovsky`)
  await eventually(() => expect(browser.events(room)).toEqual([event]))
  const { headers, body } =
    browser.told().find((pushed) => (browser.read(pushed.body) as Json)['eventId'] === event) ?? expect.fail('nothing')
  expect(browser.read(body)).toEqual({ roomId: room, eventId: event, unread: expect.any(Number) as number })
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: expect.stringMatching(/^(high|normal)$/) })
  expect(headers['authorization']).toContain(`k=${vapidPublicKey}`)
  // To the push service it is a closed envelope.
  const seen = `${JSON.stringify(headers)} ${body.toString('latin1')}`
  for (const closed of [word, room, event, nadia.userId, nadia.id, nadia.fullName]) expect(seen).not.toContain(closed)

  // Of what one writes oneself, nothing.
  expect((await browser.matrix('PUT', sendPath(room), text('Merci'))).status).toBe(200)
  const next = await write()
  await eventually(() => expect(browser.events(room)).toEqual([event, next]))
})

test('a journal that is silenced wakes nobody, one that is heard does', async () => {
  const { nadia, paul, circle, room, browser, write } = await twoPeople()
  const heard = await aJournalOf(nadia, paul)
  await browser.subscribe()
  await own.stage.told('PUT', `/people/${nadia.id}/mutes/journals/${circle}`)
  await eventually(async () =>
    expect(JSON.stringify((await browser.matrix('GET', `${CLIENT}/pushrules/`)).body)).toContain(`"rule_id":"${room}"`),
  )
  await write(room)
  const event = await write(heard.room)
  await eventually(() => expect(browser.events(heard.room)).toEqual([event]))
  expect(browser.events(room)).toEqual([])
})

test('signing out ends it, and so do the switch and a suspension; who signs in next in that browser is told what is theirs alone', async () => {
  const { nadia, paul, room, browser, write } = await twoPeople()
  await browser.subscribe()
  expect((await browser.api('DELETE', '/subscription')).status).toBe(204)
  expect((await browser.api('DELETE', '/subscription')).status).toBe(204)
  expect([await pushersOf(nadia), (await browser.state()).endpoint]).toEqual([[], null])

  await browser.subscribe()
  expect(await pushersOf(nadia)).toHaveLength(1)
  expect((await browser.matrix('POST', `${CLIENT}/logout`, {})).status).toBe(200)
  expect(await pushersOf(nadia)).toEqual([])

  // On a computer that is shared, the browser keeps its address.
  const [hers, his] = [await inABrowser(nadia, browser.path), await inABrowser(paul, browser.path)]
  await hers.subscribe()
  await his.subscribe()
  expect((await hers.state()).endpoint).toBeNull()
  await write(room)
  await eventually(async () => expect(await pushersOf(nadia)).toEqual([]))

  const again = await inABrowser(nadia)
  await again.subscribe()
  const event = await write(room)
  await eventually(() => expect(again.events(room)).toEqual([event]))
  expect([browser, hers, his].flatMap((one) => one.events(room))).toEqual([])
  const person = await own.stage.told<Json>('GET', `/people/${nadia.id}`)
  const { givenName, familyName, profession } = person
  await own.stage.told('PUT', `/people/${nadia.id}`, { givenName, familyName, profession, status: 'suspended' })
  await eventually(async () => expect(await pushersOf(nadia)).toEqual([]))
})

test('a push service that is down is tried again; one that knows the browser no more ends it', async () => {
  const { nadia, room, browser, write } = await twoPeople()
  STATUSES.set(browser.path, (nth) => (nth < 2 ? 503 : 201))
  await browser.subscribe()
  const event = await write()
  await eventually(() => expect(browser.events(room)).toEqual([event]))
  expect(service.asked(browser.path)).toBeGreaterThanOrEqual(3)

  STATUSES.set(browser.path, () => 410)
  await write()
  await eventually(async () => expect([await pushersOf(nadia), (await browser.state()).endpoint]).toEqual([[], null]))
})

test('nobody but the homeserver pushes: the door is no public one, and a notification without its secret is refused', async () => {
  const { nadia, room, browser } = await twoPeople()
  await browser.subscribe()
  const pushkey = String((await pushersOf(nadia))[0]?.['pushkey'])
  const door = (secret: string, named = pushkey, more: Json = { event_id: '$x', room_id: room }) =>
    ask(`${own.stack.pushUrl}/_matrix/push/v1/notify`, 'POST', null, {
      notification: { ...more, devices: [{ app_id: 'fr.sphere.pages', pushkey: named, data: { secret } }] },
    })
  const secretOf = (named: string) => createHmac('sha256', own.stack.secrets.linkSecret).update(`push:${named}`).digest('base64url')
  for (const secret of ['', 'x', secretOf('autre'), secretOf(pushkey).toLowerCase()]) expect((await door(secret)).status).toBe(403)
  expect(await door(secretOf('inconnu'), 'inconnu')).toMatchObject({ status: 200, body: { rejected: ['inconnu'] } })
  // A count alone, a room where they are not: there is nothing to say.
  expect(await door(secretOf(pushkey), pushkey, { counts: { unread: 3 } })).toMatchObject({ status: 200, body: { rejected: [] } })
  const stranger = await aJournalOf(await own.stage.newPerson())
  expect((await door(secretOf(pushkey), pushkey, { event_id: '$x', room_id: stranger.room })).body).toEqual({ rejected: [] })
  expect(browser.events(room)).toEqual([])
  expect((await door(secretOf(pushkey))).status).toBe(200)
  expect(browser.events(room)).toEqual(['$x'])
  expect((await ask(`${own.stack.pushUrl}/_matrix/push/v1/notify`, 'POST', null, { notification: {} })).status).toBe(400)
  for (const base of [own.stack.baseUrl, own.stack.apiUrl])
    expect((await ask(`${base}/_matrix/push/v1/notify`, 'POST', null, {})).status).toBe(404)
})

test('a subscription is that of a browser, at a public address, by the person in it', async () => {
  const [nadia, paul] = [await own.stage.newPerson(), await own.stage.newPerson()]
  const browser = await inABrowser(nadia)
  const { endpoint, keys } = browser.subscription
  const put = (body: unknown, id?: string) => browser.api('PUT', '/subscription', body, id)
  for (const private_ of ['https://10.0.0.1/a', 'http://93.184.216.34/a', 'https://localhost./a', 'javascript:1'])
    expect(await put({ endpoint: private_, keys })).toMatchObject({ status: 422, body: { code: 'PUSH_ADDRESS_REFUSED', path: 'endpoint' } })
  expect(await put({ endpoint, keys: { ...keys, p256dh: `B${'A'.repeat(86)}` } })).toMatchObject({
    status: 422,
    body: { code: 'PUSH_KEY_REFUSED', path: 'keys.p256dh' },
  })
  for (const [wrong, path] of [
    [{ endpoint, keys: { ...keys, auth: 'court' } }, 'keys.auth'],
    [{ endpoint, keys, expirationTime: null }, 'expirationTime'],
    [{ endpoint: `${endpoint}/${'a'.repeat(1_000)}`, keys }, 'endpoint'],
    [{ keys }, 'endpoint'],
  ] as const)
    expect(await put(wrong)).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST', path } })
  expect((await put(browser.subscription, paul.id)).status).toBe(403)
  // A system has no browser, whatever its rights.
  expect(await own.stage.registry('GET', `/people/${nadia.id}/push`)).toMatchObject({ status: 403, body: { code: 'SCOPE_MISSING' } })
  expect((await own.stage.registry('PUT', `/people/${nadia.id}/push/subscription`, browser.subscription)).status).toBe(403)
  expect((await ask(`${own.stack.baseUrl}/api/v1/people/me/push`, 'GET', null)).status).toBe(401)
  expect(await pushersOf(nadia)).toEqual([])
})

import { expect, test } from 'vitest'
import { CLIENT, type Json, sharedStage, some } from './support/rooms.ts'

// What leaves the platform towards devices: identifiers, and nothing from one device to another.
const { newPerson, signIn } = sharedStage()

const pusher = (more: Json = {}) => ({
  kind: 'http',
  app_id: 'org.example.app',
  pushkey: some('appareil'),
  app_display_name: 'Exemple',
  device_display_name: 'Téléphone',
  lang: 'fr',
  data: { url: 'https://push.example.org/_matrix/push/v1/notify', format: 'full_event_please' },
  ...more,
})

test('a device is woken with identifiers alone, whatever its client asked for', async () => {
  const nadia = await signIn(await newPerson())
  const asked = pusher()
  for (const version of ['/_matrix/client/v3', '/_matrix/client/r0']) {
    expect((await nadia('POST', `${version}/pushers/set`, asked)).status).toBe(200)
    const { pushers } = (await nadia('GET', `${CLIENT}/pushers`)).body as { pushers: { pushkey: string; data: Json }[] }
    expect(pushers.map(({ pushkey, data }) => [pushkey, data['format'], data['url']])).toEqual([
      [asked.pushkey, 'event_id_only', asked.data.url],
    ])
  }
  expect((await nadia('POST', `${CLIENT}/pushers/set`, { ...asked, kind: null })).status).toBe(200)
  expect((await nadia('GET', `${CLIENT}/pushers`)).body).toEqual({ pushers: [] })
})

test('the homeserver writes no e-mail, and nothing of a kind of its own, to anybody', async () => {
  const nadia = await signIn(await newPerson())
  for (const kind of ['email', 'org.example.autre', 7, {}])
    expect(
      await nadia('POST', `${CLIENT}/pushers/set`, pusher({ kind, app_id: 'm.email', pushkey: 'nadia@example.org', data: {} })),
    ).toMatchObject({ status: 403, body: { errcode: 'M_FORBIDDEN', 'fr.sphere.refusal': 'PUSH_TO_DEVICES_ONLY' } })
  expect((await nadia('GET', `${CLIENT}/pushers`)).body).toEqual({ pushers: [] })
})

test('from device to device nothing passes, and no client is stopped by it', async () => {
  const [one, other] = [await newPerson(), await newPerson()]
  const [hers, his] = [await signIn(one), await signIn(other)]
  const word = some('caché')
  const since = String((await his('GET', `${CLIENT}/sync?timeout=0`)).body['next_batch'])
  const sent = await hers('PUT', `${CLIENT}/sendToDevice/m.room_key_request/${some('txn')}`, {
    messages: { [other.userId]: { '*': { body: word } } },
  })
  expect(sent).toMatchObject({ status: 200, body: {} })
  const { status, body } = await his('GET', `${CLIENT}/sync?timeout=0&since=${since}`)
  expect([status, JSON.stringify(body).includes(word)]).toEqual([200, false])
})

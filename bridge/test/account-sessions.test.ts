import { expect, inject, test } from 'vitest'
import type { Session } from '../src/contract.ts'
import { CLIENT, type Json, type Someone, ask, eventually, sendPath, sharedStage, some, text } from './support/rooms.ts'

const { newPerson, newStructure, newCircle, addMember, settled, signIn, told, registry, logIn, eventsOf } = sharedStage()
const { baseUrl } = inject('stack')

/** One more device of somebody, with its token. */
async function device(of: Someone, name = some('Appareil')) {
  const identifier = { type: 'm.id.user', user: of.userId }
  const sent = { type: 'm.login.password', identifier, password: of.password, initial_device_display_name: name }
  const { status, body } = await ask<{ access_token: string; device_id: string }>(`${baseUrl}${CLIENT}/login`, 'POST', null, sent)
  expect(status).toBe(200)
  const { access_token: token, device_id: id } = body
  return {
    id,
    name,
    token,
    api: <Body = Json>(method: string, path: string, given?: unknown) => ask<Body>(`${baseUrl}/api/v1${path}`, method, token, given),
    matrix: (method: string, path: string, given?: unknown) => ask(`${baseUrl}${path}`, method, token, given),
    lives: async () => (await ask(`${baseUrl}${CLIENT}/account/whoami`, 'GET', token)).status,
  }
}
type Device = Awaited<ReturnType<typeof device>>
const listed = async (by: Device, path = '/people/me/sessions') =>
  (await by.api<{ items: Session[]; next: string | null }>('GET', path)).body
const livesOf = (devices: readonly Device[]) => Promise.all(devices.map(({ lives }) => lives()))
const pushersOf = async ({ matrix }: Device) =>
  ((await matrix('GET', `${CLIENT}/pushers`)).body['pushers'] as { pushkey: string }[]).map(({ pushkey }) => pushkey)

test('a professional sees where they are signed in, page by page, and which session asks', async () => {
  const nadia = await newPerson()
  const devices = [await device(nadia), await device(nadia), await device(nadia)]
  const [first] = devices as [Device]
  const { items, next } = await listed(first)
  expect(next).toBeNull()
  expect(new Set(items.map(({ id, name, current }) => `${id} ${name} ${current}`))).toEqual(
    new Set(devices.map(({ id, name }) => `${id} ${name} ${id === first.id}`)),
  )
  for (const { lastSeenAt } of items) if (lastSeenAt !== null) expect(Math.abs(Date.now() - Date.parse(lastSeenAt))).toBeLessThan(120_000)
  const pages: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: Session[]; next: string | null } = await listed(
      first,
      `/people/me/sessions?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
    )
    expect(page.items).toHaveLength(1)
    pages.push(...page.items.map(({ id }) => id))
    cursor = page.next
  }
  expect(pages).toEqual(items.map(({ id }) => id))
  // No address, no kind of browser: nothing but what one needs to know it again.
  expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(['current', 'id', 'lastSeenAt', 'name'])
})

test('a session that was ended is dead at once: its token, what it waits for, its pusher; the others live', async () => {
  const [nadia, colleague] = [await newPerson(), await newPerson()]
  const circle = await newCircle((await newStructure()).id)
  for (const { id } of [nadia, colleague]) await addMember(circle.id, id)
  const { roomId } = await settled(circle.id)
  const [desk, lost] = [await device(nadia), await device(nadia)]
  const pushkey = some('appareil')
  const pusher = {
    kind: 'http',
    app_id: 'org.example.app',
    app_display_name: 'x',
    device_display_name: 'x',
    lang: 'fr',
    data: { url: 'https://push.example.org/_matrix/push/v1/notify', format: 'event_id_only' },
  }
  for (const [by, key] of [
    [desk, `${pushkey}-bureau`],
    [lost, pushkey],
  ] as const)
    expect((await by.matrix('POST', `${CLIENT}/pushers/set`, { ...pusher, pushkey: key })).status).toBe(200)
  expect((await pushersOf(desk)).toSorted()).toEqual([pushkey, `${pushkey}-bureau`])

  // It waits for news, and is known to the gateway.
  const since = String((await lost.matrix('GET', `${CLIENT}/sync?timeout=0`)).body['next_batch'])
  const waiting = lost.matrix('GET', `${CLIENT}/sync?timeout=30000&since=${since}`).catch(() => 'cut' as const)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect((await lost.matrix('POST', `${CLIENT}/user_directory/search`, { search_term: 'Camille' })).status).toBe(200)

  expect((await desk.api('DELETE', `/people/me/sessions/${lost.id}`)).status).toBe(204)
  expect(await lost.lives()).toBe(401)
  await eventually(
    async () => expect((await lost.matrix('POST', `${CLIENT}/user_directory/search`, { search_term: 'Camille' })).status).toBe(401),
    3_000,
  )
  expect((await lost.api('GET', '/people/me/sessions')).status).toBe(401)
  const secret = some('dit ensuite')
  expect((await (await signIn(colleague))('PUT', sendPath(roomId), text(secret))).status).toBe(200)
  expect(JSON.stringify(await waiting)).not.toContain(secret)
  expect(await pushersOf(desk)).toEqual([`${pushkey}-bureau`])
  expect((await listed(desk)).items.map(({ id }) => id)).toEqual([desk.id])
  expect((await desk.api('DELETE', `/people/me/sessions/${lost.id}`)).body).toMatchObject({ code: 'SESSION_UNKNOWN' })
  const recorded = (await eventsOf(`personId=${nadia.id}`)).filter(({ type }) => type === 'account.sessions-ended')
  expect(recorded.map(({ by, after }) => [by, after])).toEqual([[nadia.fullName, { sessions: 1 }]])
})

test('all sessions at once, all but the one that asks, or its own', async () => {
  const nadia = await newPerson()
  const devices = [await device(nadia), await device(nadia), await device(nadia)]
  const [first] = devices as [Device]
  expect((await first.api('DELETE', '/people/me/sessions?keep=current')).status).toBe(204)
  expect(await livesOf(devices)).toEqual([200, 401, 401])
  const again = await device(nadia)
  expect((await first.api('DELETE', `/people/me/sessions/${first.id}`)).status).toBe(204)
  expect(await livesOf([first, again])).toEqual([401, 200])
  expect((await again.api('DELETE', '/people/me/sessions')).status).toBe(204)
  expect(await again.lives()).toBe(401)
})

test('a system with the right ends sessions of others and keeps none; nobody else does, and a person their own alone', async () => {
  const [nadia, yann] = [await newPerson(), await newPerson()]
  const [hers, his] = [await device(nadia), await device(yann)]
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['DELETE', `/${hers.id}`],
  ] as const) {
    expect((await his.api(method, `/people/${nadia.id}/sessions${path}`)).status, method + path).toBe(403)
    const { key } = await told<{ key: string }>('POST', '/keys', { name: some('cle'), scopes: ['circles:read'] })
    expect((await ask(`${baseUrl}/api/v1/people/${nadia.id}/sessions${path}`, method, key)).status).toBe(403)
    expect((await ask(`${baseUrl}/api/v1/people/${nadia.id}/sessions${path}`, method, null)).status).toBe(401)
  }
  expect((await registry('DELETE', `/people/${nadia.id}/sessions?keep=current`)).body).toMatchObject({
    code: 'NO_CURRENT_SESSION',
    path: 'keep',
  })
  expect(await hers.lives()).toBe(200)
  expect((await told<{ items: Session[] }>('GET', `/people/${nadia.id}/sessions`)).items.map(({ id, current }) => [id, current])).toEqual([
    [hers.id, false],
  ])
  await told('DELETE', `/people/${nadia.id}/sessions`)
  expect([await hers.lives(), await his.lives()]).toEqual([401, 200])
  expect((await registry('GET', `/people/${some('x')}/sessions`)).status).toBe(404)
})

test('a professional changes their own password: the present one is needed, other sessions end, the one that asks lives', async () => {
  const nadia = await newPerson()
  const [desk, other] = [await device(nadia), await device(nadia)]
  const password = some('une autre phrase')
  const put = (body: Json) => desk.api('PUT', '/people/me/password', body)
  expect(await put({ password })).toMatchObject({ status: 400, body: { code: 'PRESENT_PASSWORD_NEEDED', path: 'present' } })
  expect(await put({ password, present: some('faux') })).toMatchObject({ status: 403, body: { code: 'PASSWORD_WRONG', path: 'present' } })
  expect(await put({ password: 'Camille et le soleil', present: nadia.password })).toMatchObject({
    status: 422,
    body: { code: 'PASSWORD_TELLS_WHO' },
  })
  expect(await livesOf([desk, other])).toEqual([200, 200])
  expect((await put({ password, present: nadia.password })).status).toBe(204)
  expect(await livesOf([desk, other])).toEqual([200, 401])
  expect([(await logIn(nadia.userId, password)).status, (await logIn(nadia.userId, nadia.password)).status]).toEqual([200, 403])
  expect((await desk.api('PUT', `/people/${(await newPerson()).id}/password`, { password, present: password })).status).toBe(403)
})

test('wrong present passwords are counted: the right one waits its turn too', async () => {
  const nadia = await newPerson()
  const desk = await device(nadia)
  const put = (present: string) => desk.api('PUT', '/people/me/password', { password: some('une autre phrase'), present })
  const statuses: number[] = []
  for (let times = 0; times < 8; times++) statuses.push((await put(some('faux'))).status)
  expect(new Set(statuses)).toEqual(new Set([403, 429]))
  const refused = await put(nadia.password)
  expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_TRIES' } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('in a client too: wrong passwords are counted wherever one confirms who one is, in one count', async () => {
  const nadia = await newPerson()
  const [desk, other] = [await device(nadia), await device(nadia)]
  const auth = (password: string) => ({
    auth: { type: 'm.login.password', identifier: { type: 'm.id.user', user: nadia.userId }, password },
  })
  const asks: ((password: string) => Promise<{ status: number; body: Json }>)[] = [
    (password) => desk.matrix('DELETE', `${CLIENT}/devices/${other.id}`, auth(password)),
    (password) => desk.matrix('POST', '/_matrix/client/r0/delete_devices', { devices: [other.id], ...auth(password) }),
    (password) => desk.matrix('POST', `${CLIENT}/account/password`, { new_password: some('une phrase'), ...auth(password) }),
  ]
  // How a client begins is no try.
  for (let times = 0; times < 7; times++) expect((await desk.matrix('DELETE', `${CLIENT}/devices/${other.id}`)).status).toBe(401)
  const statuses: number[] = []
  for (let times = 0; times < 7; times++) statuses.push((await (asks[times % 3] ?? asks[0])?.(some('faux')))?.status ?? 0)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
  expect((await asks[0]?.(nadia.password))?.body).toMatchObject({
    errcode: 'M_LIMIT_EXCEEDED',
    retry_after_ms: expect.any(Number) as number,
  })
  expect((await desk.api('PUT', '/people/me/password', { password: some('une phrase'), present: nadia.password })).status).toBe(429)
  expect(await livesOf([desk, other])).toEqual([200, 200])
})

test('what is done in a client has the same consequences: sessions are dead at once, and both are recorded', async () => {
  const nadia = await newPerson()
  const [desk, lost, third] = [await device(nadia), await device(nadia), await device(nadia)]
  const search = (by: Device) => by.matrix('POST', `${CLIENT}/user_directory/search`, { search_term: 'Camille' })
  for (const by of [lost, third]) expect((await search(by)).status).toBe(200)
  const auth = { type: 'm.login.password', identifier: { type: 'm.id.user', user: nadia.userId }, password: nadia.password }
  expect((await desk.matrix('DELETE', `${CLIENT}/devices/${lost.id}`, { auth })).status).toBe(200)
  await eventually(async () => expect((await search(lost)).status).toBe(401), 3_000)
  expect(await desk.matrix('POST', `${CLIENT}/account/password`, { new_password: 'Camille au soleil', auth })).toMatchObject({
    status: 400,
    body: { errcode: 'M_WEAK_PASSWORD' },
  })
  expect((await desk.matrix('POST', `${CLIENT}/account/password`, { new_password: 'onze lettre', auth })).status).toBe(400)
  expect((await desk.matrix('POST', `${CLIENT}/account/password`, { new_password: some('une phrase'), auth })).status).toBe(200)
  await eventually(async () => expect((await search(third)).status).toBe(401), 3_000)
  const recorded = (await eventsOf(`personId=${nadia.id}`)).filter(({ type, by }) => type.startsWith('account.') && by === nadia.fullName)
  expect(recorded.map(({ type }) => type)).toEqual(['account.sessions-ended', 'account.password-set'])
})

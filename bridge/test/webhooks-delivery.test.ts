import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Preferences, Webhook } from '../src/contract.ts'
import { eventually, some } from './support/rooms.ts'
import { type Receiver, isSigned } from './support/webhooks.ts'
import { own, told, ask, hook, deliveries, receiver, feed, change, aCircle, idsOf, bodies, type Made } from './support/webhook-stage.ts'

test('a receiver is told of the kinds it asked for, by identifiers alone, under a signature that it can check', async () => {
  const there = await receiver()
  const circle = await aCircle()
  const made = await hook(there.url, { kinds: ['circle.*', 'member.joined'], circleId: circle })
  const someone = await own.stage.newPerson()
  await own.stage.addMember(circle, someone.id)
  await change(circle, 2)

  await eventually(() => expect(there.taken()).toHaveLength(3))
  expect(bodies(there).map(({ type }) => type)).toEqual(['member.joined', 'circle.closed', 'circle.reopened'])
  const [first] = there.taken()
  expect(Object.keys(first?.body ?? {})).toEqual(['id', 'type', 'at', 'circleId', 'personId', 'structureId', 'patientId', 'source'])
  expect(first?.body).toMatchObject({ circleId: circle, personId: someone.id })
  expect(first?.id).toBe(`${made.id}.${first?.body['id']}`)
  for (const one of there.taken()) {
    expect(isSigned(one, made.secret)).toBe(true)
    expect(isSigned({ ...one, text: one.text.replace(circle, 'autre') }, made.secret)).toBe(false)
    const all = JSON.stringify([one.text, one.headers])
    for (const secret of ['Motif confidentiel', someone.fullName, someone.familyName]) expect(all).not.toContain(secret)
  }
  expect(await own.stage.told('GET', `/webhooks/${made.id}`)).not.toHaveProperty('secret')
  expect(JSON.stringify(await ask('GET', ''))).not.toContain('whsec_')
})

test('an event that fails holds back the later ones of its circle and no others, and the order of each is kept', async () => {
  const [bad, ...good] = (await Promise.all(Array.from({ length: 4 }, aCircle))) as [string, ...string[]]
  let open = false
  const there = await receiver(({ circleId }) => ({ status: circleId === bad && !open ? 500 : 200, afterMs: 5 }))
  const made = await hook(there.url, { kinds: ['circle.*'] })
  await Promise.all([bad, ...good].map((circle) => change(circle, 6)))

  const tookOf = (circle: string) => bodies(there).filter(({ circleId }) => circleId === circle)
  await eventually(() => {
    for (const circle of good) expect(tookOf(circle)).toHaveLength(6)
  })
  const tried = there.received.filter(({ body }) => body['circleId'] === bad)
  expect(new Set(tried.map(({ id }) => id)).size).toBe(1)
  expect(tookOf(bad)).toEqual([])
  open = true
  await ask('POST', `/${made.id}/replay`, { dead: true })
  await eventually(() => expect(tookOf(bad)).toHaveLength(6))
  for (const circle of [bad, ...good]) {
    const wanted = (await feed(`circleId=${circle}`)).filter(({ type }) => type.startsWith('circle.')).slice(1)
    expect(idsOf(tookOf(circle))).toEqual(idsOf(wanted))
  }
})

test('several circles are told of at once, and never too many', async () => {
  const circles = await Promise.all(Array.from({ length: 8 }, aCircle))
  const there = await receiver(() => ({ status: 200, afterMs: 300 }))
  const made = await hook(there.url, { kinds: ['circle.*'], paused: true })
  await Promise.all(circles.map((circle) => change(circle, 1)))
  expect(made.paused).toBe('asked')
  await pause(1_000)
  expect(there.received).toEqual([])
  await ask('PUT', `/${made.id}`, { name: 'essai', url: there.url, kinds: ['circle.*'] })
  await eventually(() => expect(there.taken()).toHaveLength(8))
  expect(there.mostAtOnce()).toBeGreaterThan(1)
  expect(there.mostAtOnce()).toBeLessThanOrEqual(4)
})

test('what nobody takes is tried more and more rarely, then given up and shown; it can be sent again, under the same number', async () => {
  let open = false
  const there = await receiver(() => ({ status: open ? 200 : 503 }))
  const circle = await aCircle()
  const made = await hook(there.url, { kinds: ['circle.*'], circleId: circle })
  await change(circle, 1)
  const [dead] = await eventually(async () => {
    const found = await deliveries(made.id, 'dead')
    expect(found).toHaveLength(1)
    return found
  })
  expect(dead).toMatchObject({ status: 503, cause: 'status', nextTryAt: null, lane: `circle:${circle}`, type: 'circle.closed' })
  expect(dead?.attempts).toBe(there.received.length)
  expect(dead?.attempts).toBeGreaterThan(2)
  expect(dead?.attempts).toBeLessThan(9)
  const health = await own.stage.health()
  const part = (health.body['parts'] as { part: string; status: string; advice: string }[]).find((one) => one.part === 'webhooks')
  expect(part).toMatchObject({ status: 'degraded', advice: expect.stringContaining('state=dead') as string })
  expect(await (await fetch(`${own.stack.apiUrl}/metrics`)).text()).toMatch(/^care_webhooks_dead [1-9]/m)

  open = true
  await ask('POST', `/${made.id}/replay`, { dead: true })
  await eventually(() => expect(there.taken()).toHaveLength(1))
  await ask('POST', `/${made.id}/replay`, { eventId: dead?.eventId })
  await eventually(() => expect(there.taken()).toHaveLength(2))
  expect(new Set(there.received.map(({ id }) => id))).toEqual(new Set([dead?.id]))
  const unknown = await own.stage.registry('POST', `/webhooks/${made.id}/replay`, { eventId: '1' })
  expect([unknown.status, unknown.body['code']]).toEqual([404, 'DELIVERY_UNKNOWN'])
})

test('everything since an event or an instant is sent again, even what came before the subscription', async () => {
  const circle = await aCircle()
  await change(circle, 3)
  const there = await receiver()
  const made = await hook(there.url, { kinds: ['circle.*'], circleId: circle })
  const events = (await feed(`circleId=${circle}`)).filter(({ type }) => type.startsWith('circle.'))
  await ask('POST', `/${made.id}/replay`, { fromEventId: events[1]?.id })
  await eventually(() => expect(idsOf(bodies(there))).toEqual(idsOf(events.slice(1))))
  await ask('POST', `/${made.id}/replay`, { from: events[0]?.at })
  await eventually(() => expect(idsOf(bodies(there).slice(3))).toEqual(idsOf(events)))
})

test('who is further behind than one page of the feed is told all the rest, each event once', async () => {
  const there = await receiver()
  const made = await hook(there.url, { kinds: ['preferences.changed'], paused: true })
  const people = await Promise.all(Array.from({ length: 13 }, () => own.stage.newPerson({}, { withPassword: false })))
  await Promise.all(
    people.map(async ({ id }) => {
      const { version: _, mutes: _mutes, ...wishes } = await own.stage.told<Preferences>('GET', `/people/${id}/preferences`)
      for (let nth = 0; nth < 40; nth++) await own.stage.told('PUT', `/people/${id}/preferences`, { ...wishes, digestHour: nth % 2 })
    }),
  )
  await ask('PUT', `/${made.id}`, { name: 'essai', url: there.url, kinds: ['preferences.changed'] })
  await eventually(() => expect(there.taken()).toHaveLength(520), 50_000)
  for (const { id } of people) {
    const wanted = (await feed(`personId=${id}`)).filter(({ type }) => type === 'preferences.changed')
    expect(idsOf(bodies(there).filter(({ personId }) => personId === id))).toEqual(idsOf(wanted))
  }
})

test('while a secret is being changed both sign, then the new one alone; a ping tells whether it works', async () => {
  const there = await receiver()
  const made = await hook(there.url)
  const ping = async () => {
    expect(await ask('POST', `/${made.id}/test`, {})).toEqual({ delivered: true, status: 204, cause: null })
    const last = there.received.findLast(({ body }) => body['type'] === 'ping')
    if (last === undefined) throw new Error('no ping')
    return last
  }
  const rotate = async (graceHours: number) => (await ask<{ secret: string }>('POST', `/${made.id}/secret`, { graceHours })).secret
  const second = await rotate(1)
  const both = await ping()
  expect([made.secret, second].map((secret) => isSigned(both, secret))).toEqual([true, true])
  const third = await rotate(0)
  const alone = await ping()
  expect([made.secret, second, third].map((secret) => isSigned(alone, secret))).toEqual([false, false, true])
  const { items } = await own.stage.told<{ items: { after: unknown }[] }>('GET', '/audit/events?kind=webhook.secret-rotated')
  expect(items.map(({ after }) => after)).toEqual([{ webhookId: made.id }, { webhookId: made.id }])
  await there.end()
  expect(await ask('POST', `/${made.id}/test`, {})).toEqual({ delivered: false, status: null, cause: 'connection' })
})

test('an address that says it is gone is paused, and told what waited when it is woken', async () => {
  let gone = true
  const there = await receiver(() => ({ status: gone ? 410 : 200 }))
  const circle = await aCircle()
  const made = await hook(there.url, { kinds: ['circle.*'], circleId: circle })
  await change(circle, 2)
  await eventually(async () => expect((await ask<Webhook>('GET', `/${made.id}`)).paused).toBe('gone'))
  await pause(1_000)
  expect(there.received).toHaveLength(1)
  gone = false
  await ask('PUT', `/${made.id}`, { name: 'essai', url: there.url, kinds: ['circle.*'], circleId: circle, paused: false })
  await eventually(() => expect(there.taken()).toHaveLength(2))
})

test('a name that leads to a closed network later is no longer spoken to, nor is what a redirection names', async () => {
  const [closed, there] = [await receiver(undefined, '127.0.0.2'), await receiver(({ personId }) => elsewhere(personId ?? ''))]
  const url = (host: string, { port }: Receiver) => `http://${host}:${port}/recu`
  const outcome = async (made: Made) => (await ask<{ cause: string | null }>('POST', `/${made.id}/test`, {})).cause
  let target = ''
  const elsewhere = (_: string) => (target === '' ? { status: 200 } : { status: 307, location: target })

  const name = `${some('tourne')}.test`
  told.set(name, ['127.0.0.1', '127.0.0.2'])
  expect(await outcome(await hook(url(name, closed)))).toBe('address-refused')

  // To another host: never, though that one is closed too.
  const direct = await hook(url('127.0.0.1', there))
  target = closed.url
  expect(await outcome(direct)).toBe('redirect-refused')
  target = `file:///etc/passwd`
  expect(await outcome(direct)).toBe('redirect-refused')

  // To the same name, which leads elsewhere by then.
  const turning = `${some('redirige')}.test`
  told.set(turning, ['127.0.0.1', '127.0.0.1', '127.0.0.2'])
  const redirected = await hook(url(turning, there))
  target = url(turning, closed)
  expect(await outcome(redirected)).toBe('address-refused')

  // On the same host it is followed, three times at most.
  const good = await receiver()
  target = url('127.0.0.1', good)
  expect(await outcome(direct)).toBe(null)
  expect(good.taken()).toHaveLength(1)
  target = url('127.0.0.1', there)
  const before = there.received.length
  expect(await outcome(direct)).toBe('redirect-refused')
  expect(there.received.length - before).toBe(4)
  expect(closed.connections()).toBe(0)
})

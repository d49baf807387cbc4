import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import type { AuditEvent } from '../src/contract.ts'
import { connect } from '../src/db/connect.ts'
import { consoleOf } from './support/console.ts'
import { sharedStage, some } from './support/rooms.ts'

const stage = sharedStage()
const { baseUrl, databaseUrl } = inject('stack')

async function anAdministrator() {
  const person = await stage.newPerson({ administrator: true })
  return { person, asThem: await consoleOf(person) }
}

test('what is dangerous waits for the password, given again; then it is done, recorded with its reason and by whom', async () => {
  const { person, asThem } = await anAdministrator()
  const somebody = await stage.newPerson()
  await stage.signIn(somebody)
  const ending = `/people/${somebody.id}/sessions?reason=Portable%20perdu`
  const open = async () => (await stage.registry('GET', `/people/${somebody.id}/sessions`)).body['items']

  expect(await asThem('DELETE', ending)).toMatchObject({ status: 403, body: { code: 'CONFIRMATION_NEEDED' } })
  expect(await open()).toHaveLength(1)
  expect((await asThem.confirm()).status).toBe(204)
  // For a reason alone.
  expect(await asThem('DELETE', `/people/${somebody.id}/sessions`)).toMatchObject({
    status: 400,
    body: { code: 'REASON_NEEDED', path: 'reason' },
  })
  expect((await asThem('DELETE', ending)).status).toBe(204)
  expect(await open()).toEqual([])
  const events = await stage.eventsOf(`personId=${somebody.id}`)
  expect(events.find(({ type }) => type === 'account.sessions-ended')).toMatchObject({ reason: 'Portable perdu', source: 'console' })
  expect((await stage.eventsOf(`personId=${person.id}`)).map(({ type }) => type)).toContain('console.confirmed')
})

test('a right, a key, a webhook, a password, a link: none is given by a computer left open', async () => {
  const { asThem } = await anAdministrator()
  const somebody = await stage.newPerson()
  const body = { givenName: 'Ada', familyName: some('Droits'), profession: 'DPO' }
  const acts = [
    ['PUT', `/people/${some('p')}`, { ...body, administrator: true, reason: 'Nouvelle administratrice' }],
    ['PUT', `/people/${somebody.id}/password`, { password: some('un-mot-de-passe') }],
    ['POST', `/people/${somebody.id}/access-links`, {}],
    ['POST', `/people/${somebody.id}/departure`, { reason: 'Retraite' }],
    ['POST', '/keys', { name: 'Portail', scopes: ['people:read'], reason: 'Raccordement' }],
    ['DELETE', `/keys/${some('cle')}?reason=Fin`, undefined],
    ['POST', '/webhooks', { name: 'Portail', url: 'https://portail.example/', kinds: ['*'], reason: 'Raccordement' }],
  ] as const
  for (const [method, path, sent] of acts)
    expect.soft(await asThem(method, path, sent), `${method} ${path}`).toMatchObject({ status: 403, body: { code: 'CONFIRMATION_NEEDED' } })
})

test('whoever changes a professional from the console says why, of what they read; a system need not', async () => {
  const [{ asThem }, somebody] = await Promise.all([anAdministrator(), stage.newPerson({ administrator: true })])
  const { givenName, familyName, profession } = somebody
  const body = { givenName, familyName, profession, administrator: true }
  const path = `/people/${somebody.id}`
  const put = (sent: object, version: number) => asThem('PUT', path, sent, { 'if-match': `"v${version}"` })
  await asThem.confirm()
  for (const reason of [undefined, '', '  '])
    expect(await put({ ...body, status: 'suspended', reason }, 1)).toMatchObject({
      status: 400,
      body: { code: 'REASON_NEEDED', path: 'reason' },
    })
  const suspended = { ...body, status: 'suspended', reason: 'Vol de son téléphone' }
  expect(await put(suspended, 1)).toMatchObject({ status: 200, body: { version: 2, status: 'suspended', administrator: true } })
  expect(await put({ ...body, reason: 'Retrouvé' }, 1)).toMatchObject({ status: 412, body: { code: 'CHANGED_MEANWHILE' } })
  expect(await stage.registry('PUT', path, { ...body, reason: 'x'.repeat(501) })).toMatchObject({ status: 400, body: { path: 'reason' } })
  expect(await stage.registry('PUT', path, body)).toMatchObject({ status: 200 })
  const events = await stage.eventsOf(`personId=${somebody.id}`)
  const told = events.filter(({ type }) => ['person.suspended', 'person.reinstated'].includes(type))
  expect(told.map(({ reason }) => reason)).toEqual(['Vol de son téléphone', null])
  expect(told[0]?.after).not.toHaveProperty('reason')
})

test('a key or a webhook is made, changed and ended from the console for a reason alone, which is recorded; a system need not give one', async () => {
  const { person, asThem } = await anAdministrator()
  await asThem.confirm()
  const [name, reason] = [some('Portail'), some('Convention')]
  // Public, and never told anything: it is paused.
  const hook = { name, url: 'https://9.9.9.9/recu', kinds: ['circle.*'], paused: true }
  const ids = { key: some('cle'), hook: some('wh') }
  type Act = readonly [method: string, path: () => string, body?: object]
  const acts: Act[] = [
    ['POST', () => '/keys', { name, scopes: ['people:read'] }],
    ['POST', () => `/keys/${ids.key}/rotation`, { graceHours: 0 }],
    ['DELETE', () => `/keys/${ids.key}`],
    ['POST', () => '/webhooks', hook],
    ['PUT', () => `/webhooks/${ids.hook}`, { ...hook, name: `${name} bis` }],
    ['POST', () => `/webhooks/${ids.hook}/secret`, {}],
    ['DELETE', () => `/webhooks/${ids.hook}`],
  ]
  const made = ({ id }: Record<string, unknown>) => {
    if (String(id).startsWith('wh-')) ids.hook = String(id)
    else ids.key = String(id)
  }
  for (const [method, path, body] of acts) {
    const refused = { status: 400, body: { code: 'REASON_NEEDED', path: 'reason' } }
    expect(await asThem(method, path(), body), `${method} ${path()}`).toMatchObject(refused)
    const answer = await asThem(method, `${path()}${body === undefined ? `?reason=${reason}` : ''}`, body && { ...body, reason })
    expect(answer.status, `${method} ${path()}`).toBeLessThan(300)
    if (method === 'POST' && answer.body['id'] !== undefined) made(answer.body)
  }
  const by = encodeURIComponent(person.fullName)
  const { items } = await stage.told<{ items: AuditEvent[] }>('GET', `/audit/events?by=${by}`)
  const told = items.filter(({ type }) => /^(key|webhook)\./.test(type)).map((one) => [one.type, one.reason])
  const types = [
    'key.created',
    'key.rotated',
    'key.revoked',
    'webhook.created',
    'webhook.changed',
    'webhook.secret-rotated',
    'webhook.deleted',
  ]
  expect(told.toReversed()).toEqual(types.map((type) => [type, reason]))
  expect(items.filter(({ before, after }) => JSON.stringify([before, after]).includes(reason))).toEqual([])

  for (const [method, path, body] of acts) {
    const answer = await stage.registry(method, path(), body)
    expect(answer.status, `${method} ${path()}`).toBeLessThan(300)
    if (method === 'POST' && answer.body['id'] !== undefined) made(answer.body)
  }
})

test('nobody confirms for another, nor without a session of the console; and it does not last', async () => {
  const [{ asThem }, other] = await Promise.all([anAdministrator(), anAdministrator()])
  const confirm = (cookie: string, openIdToken: unknown) =>
    fetch(`${baseUrl}/api/console/session/confirmation`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ openIdToken }),
    })
  const matrix = await stage.signIn(other.person)
  const { body } = await matrix('POST', `/_matrix/client/v3/user/${encodeURIComponent(other.person.userId)}/openid/request_token`, {})
  expect((await confirm(asThem.cookie, body['access_token'])).status).toBe(403)
  expect((await confirm('', body['access_token'])).status).toBe(401)
  expect((await confirm(asThem.cookie, 'inventé')).status).toBe(401)
  expect((await confirm(asThem.cookie, 7)).status).toBe(400)
  expect((await asThem('DELETE', `/keys/${some('cle')}?reason=Fin`)).status).toBe(403)

  expect((await asThem.confirm()).status).toBe(204)
  expect((await asThem('DELETE', `/keys/${some('cle')}?reason=Fin`)).status).toBe(404)
  const { db } = connect(databaseUrl, 1)
  const me = (await asThem('GET', '/whoami')).body['personId']
  await sql`update console_session set confirmed_at = confirmed_at - interval '5 minutes' where person = ${me}`.execute(db)
  await db.destroy()
  expect((await asThem('DELETE', `/keys/${some('cle')}?reason=Fin`)).status).toBe(403)
})

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, test } from 'vitest'
import { CLIENT, doorsOf, some, ask } from '../../bridge/test/support/rooms.ts'
import { WAIVED_CALLBACKS } from '../module/waived-callbacks.ts'
import { synapsePython } from '../stack/install-synapse.ts'
import { synapseConfig } from '../stack/paths.ts'

interface Listed {
  offered: string[]
  registered: string[]
  others: string[]
  answers: Record<string, string>
}
/** What the pinned Synapse itself offers, and what it keeps of the module on the stack of these tests. */
async function callbacksOfSynapse(): Promise<Listed> {
  const env = { ...process.env, PYTHONPATH: join(synapseConfig, 'module'), PYTHONDONTWRITEBYTECODE: '1' }
  const script = join(synapseConfig, 'audit', 'list_callbacks.py')
  const { stdout } = await promisify(execFile)(synapsePython, [script, inject('stack').synapseConfig], { env })
  return JSON.parse(stdout) as Listed
}

test('every callback that the pinned Synapse offers is registered or waived with a reason', async () => {
  const { offered, registered, others, answers } = await callbacksOfSynapse()
  const waived = Object.entries(WAIVED_CALLBACKS).flatMap(([by, reasons]) => Object.keys(reasons).map((name) => `${by}.${name}`))
  expect(offered.length).toBeGreaterThan(45)
  expect(offered.filter((name) => !registered.includes(name) && !waived.includes(name))).toEqual([])
  expect(waived.filter((name) => registered.includes(name) || !offered.includes(name))).toEqual([])
  for (const reasons of Object.values(WAIVED_CALLBACKS)) for (const why of Object.values(reasons)) expect(why.length).toBeGreaterThan(15)
  // Ways to add to Synapse that are no callbacks: none of them is ours, and a new one wants to be looked at.
  expect(others.toSorted()).toEqual(['register', 'register_cached_function', 'register_device', 'register_user', 'register_web_resource'])
  expect(answers).toMatchObject({
    'somebody registers': "<RegistrationBehaviour.DENY: 'deny'>",
    'the bridge registers': "<RegistrationBehaviour.ALLOW: 'allow'>",
    'another server sends': 'True',
  })
  for (const refused of ['another server invites', 'an e-mail address is invited']) expect(answers[refused]).toContain('FORBIDDEN')
})

const stack = inject('stack')
const { newPerson, withAccount, as, admin, logIn, serverName } = doorsOf(stack)
/** Straight at Synapse, round the gateway: as the application service, or with a person's own token. */
const roundTheGateway = (method: string, path: string, token: string | null, body: unknown) =>
  ask(`${stack.synapseUrl}${path}`, method, token, body)

test('round the gateway too: nobody ends their account, the house may', async () => {
  const person = await newPerson()
  const token = (await logIn(person.userId, person.password)).body.access_token
  const auth = { type: 'm.login.password', identifier: { type: 'm.id.user', user: person.userId }, password: person.password }
  const { status, body } = await roundTheGateway('POST', `${CLIENT}/account/deactivate`, token, { auth })
  expect([status, body['errcode']]).toEqual([403, 'M_FORBIDDEN'])
  expect((await as(person.userId)('POST', `${CLIENT}/account/deactivate`, {})).status).toBe(403)
  expect((await roundTheGateway('GET', `${CLIENT}/account/whoami`, token, undefined)).status).toBe(200)
  const ended = await admin('POST', `/_synapse/admin/v1/deactivate/${encodeURIComponent(person.userId)}`, { erase: false })
  expect(ended.status).toBe(200)
})

test('round the gateway too: a person makes no room, by creation or by upgrade, and hears why', async () => {
  const person = await newPerson()
  await withAccount(person)
  for (const body of [{}, { preset: 'trusted_private_chat', invite: ['@x:y'] }, { room_version: '12' }]) {
    const refused = await as(person.userId)('POST', `${CLIENT}/createRoom`, body)
    expect([refused.status, typeof refused.body['fr.sphere.refusal']]).toEqual([403, 'string'])
  }
})

test('round the gateway too: service accounts do not sign in, even by the application service, and no directory shows them', async () => {
  const person = await newPerson()
  await withAccount(person)
  const { asToken } = stack.secrets
  for (const user of ['sphere', 'sphere-admin']) {
    const identifier = { type: 'm.id.user', user }
    const body = { type: 'm.login.application_service', identifier }
    expect((await roundTheGateway('POST', `${CLIENT}/login`, asToken, body)).status, user).toBe(403)
    const found = await as(person.userId)('POST', `${CLIENT}/user_directory/search`, { search_term: user, limit: 50 })
    expect(found.status).toBe(200)
    expect((found.body['results'] as { user_id: string }[]).map((one) => one.user_id)).not.toContain(`@${user}:${serverName}`)
  }
})

test('round the gateway too: no address or telephone is bound, and nobody registers', async () => {
  const phone = { client_secret: 'x', country: 'FR', phone_number: '0102030405', send_attempt: 1 }
  const asked = await roundTheGateway('POST', `${CLIENT}/register/msisdn/requestToken`, null, phone)
  expect([asked.status, asked.body['errcode']]).toEqual([403, 'M_THREEPID_DENIED'])
  expect((await roundTheGateway('POST', `${CLIENT}/register`, null, { username: some('intrus'), password: 'x'.repeat(12) })).status).toBe(
    403,
  )
})

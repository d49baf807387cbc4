import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Health, Platform } from '../src/contract.ts'
import { startClamd } from './support/clamd.ts'
import { type OwnStack, ownStack } from './support/own-stack.ts'
import { ask, eventually } from './support/rooms.ts'
import { smtpServer } from './support/smtp.ts'

// Parts of a stack of its own stop, one after the other.
let own: OwnStack
let key: string
let clamd: Awaited<ReturnType<typeof startClamd>>
let smtp: Awaited<ReturnType<typeof smtpServer>>
beforeAll(async () => {
  clamd = await startClamd()
  smtp = await smtpServer()
  own = await ownStack('parts', { env: { CLAMAV_URL: `tcp://127.0.0.1:${clamd.port}`, SMTP_URL: smtp.url } })
  key = await own.stack.createKey('supervision', ['state:read'])
}, 240_000)
afterAll(async () => {
  await own.end()
  await clamd.stop()
  await smtp.stop()
})

/** By the inner door: the public one may be what stopped. */
const platform = async () => Platform.parse((await ask(`${own.stack.apiUrl}/api/v1/platform`, 'GET', key)).body)
const health = () => ask<Health & Record<string, unknown>>(`${own.stack.apiUrl}/health`, 'GET', null)
async function partOf(name: string) {
  const { status, parts } = await platform()
  return { whole: status, ...parts.find(({ part }) => part === name) }
}
const becomes = (name: string, expected: object) => eventually(async () => expect(await partOf(name)).toMatchObject(expected), 90_000)
const says = (words: string) => expect.stringContaining(words) as string

test('at rest each part answers', { timeout: 120_000 }, async () => {
  await eventually(async () => {
    const { status, parts } = await platform()
    expect(parts.filter((part) => part.status !== 'ok')).toEqual([])
    expect(status).toBe('ok')
  }, 90_000)
  expect(await partOf('scanner')).toMatchObject({ detail: 'répond', version: 'ClamAV 1.4.1/27000' })
})

test(
  'a virus scanner and a mail server that stop are red, with what to do; nobody is kept from writing for that',
  { timeout: 120_000 },
  async () => {
    await clamd.stop()
    await becomes('scanner', { whole: 'degraded', status: 'down', advice: says('CLAMAV_URL') })
    expect((await health()).status).toBe(200)
    clamd = await startClamd(clamd.port)
    await becomes('scanner', { status: 'ok', advice: null })

    await smtp.stop()
    await becomes('email', { whole: 'degraded', status: 'down', advice: says('SMTP_URL') })
    await smtp.start()
    await becomes('email', { status: 'ok', advice: null })
  },
)

test('rules that stop are red with what to do, in the language of who asks', { timeout: 120_000 }, async () => {
  const rules = own.stack.processes['policy']
  await rules?.stop()
  await becomes('policy', { whole: 'down', status: 'down', advice: says('Redémarrez le rôle « policy »') })
  const english = await fetch(`${own.stack.apiUrl}/api/v1/platform`, {
    headers: { authorization: `Bearer ${key}`, 'accept-language': 'en' },
  })
  expect(Platform.parse(await english.json()).parts.find(({ part }) => part === 'policy')?.advice).toContain('Restart the role “policy”')
  await rules?.start()
  await becomes('policy', { status: 'ok', advice: null })
})

test(
  'a gateway that is stopped is not there, one that hangs is missed and named, and one that is back is well',
  { timeout: 240_000 },
  async () => {
    const gateway = own.stack.processes['gateway']
    const before = await partOf('gateway')
    await gateway?.stop()
    await becomes('gateway', {
      whole: 'down',
      status: 'down',
      detail: says('aucun processus'),
      advice: says('Redémarrez le rôle « gateway »'),
    })
    await gateway?.start()
    await becomes('gateway', { status: 'ok', processes: [{ name: before.processes?.[0]?.name, status: 'ok' }] })

    // One that hangs says nothing of it, and is missed.
    const hung = gateway?.pid() ?? 0
    process.kill(hung, 'SIGSTOP')
    try {
      await becomes('gateway', { whole: 'down', status: 'down', detail: says('muet depuis'), processes: [{ status: 'down' }] })
    } finally {
      process.kill(hung, 'SIGCONT')
    }
    await becomes('gateway', { status: 'ok', processes: [{ status: 'ok' }] })
  },
)

test('with the homeserver away its part is red, and the others still answer', { timeout: 240_000 }, async () => {
  const synapse = own.stack.processes['synapse']
  await synapse?.stop()
  await becomes('homeserver', { whole: 'down', status: 'down', version: null, advice: says('Synapse') })
  expect(await partOf('database')).toMatchObject({ status: 'ok' })
  expect((await health()).status).toBe(503)
  await synapse?.start()
  await becomes('homeserver', { status: 'ok', advice: null })
})

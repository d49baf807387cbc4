import { setTimeout as pause } from 'node:timers/promises'
import type { SharedStack } from '../stack/shared-stack.ts'

/** What these proofs need of a running installation. */
export type Installation = Pick<
  SharedStack,
  'baseUrl' | 'synapseUrl' | 'apiUrl' | 'apiKey' | 'databaseUrl' | 'synapseDatabaseUrl' | 'secrets' | 'serverName'
>
export type Json = Record<string, unknown>
export const CLIENT = '/_matrix/client/v3'

/** Expects to be answered well: these are preparations, not proofs. */
export async function call(url: string, method: string, token: string, body?: unknown): Promise<Json> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${answer.status} ${text.slice(0, 300)}`)
  return text === '' ? {} : (JSON.parse(text) as Json)
}

async function until<Value>(what: string, found: () => Promise<Value | undefined>): Promise<Value> {
  for (let tries = 0; tries < 900; tries++) {
    const value = await found()
    if (value !== undefined) return value
    await pause(100)
  }
  throw new Error(`${what}: still not`)
}

/** The registry by its API, and sessions by the application service: nobody's password is needed. */
export function preparing(stack: Installation) {
  const registry = (method: string, path: string, body?: unknown) => call(`${stack.apiUrl}/api/v1${path}`, method, stack.apiKey, body)
  return {
    registry,
    async signIn(userId: string): Promise<string> {
      const body = { type: 'm.login.application_service', identifier: { type: 'm.id.user', user: userId } }
      return String((await call(`${stack.synapseUrl}${CLIENT}/login`, 'POST', stack.secrets.asToken, body))['access_token'])
    },
    /** The journal of a circle, once it is what the registry says. */
    settled: (circle: string) =>
      until(`circle ${circle}`, async () => {
        const { inStep, roomId } = await registry('GET', `/circles/${circle}/state`)
        return inStep === true && typeof roomId === 'string' ? roomId : undefined
      }),
    async putPeople(ids: readonly string[]): Promise<void> {
      const put = (id: string) =>
        registry('PUT', `/people/${id}`, { givenName: id, familyName: 'Essai', profession: 'Infirmière', localpart: id })
      await Promise.all(ids.map(put))
      for (const id of ids)
        await until(`account ${id}`, async () =>
          ((await registry('GET', `/people/${id}`))['account'] as Json)['state'] === 'ready' ? true : undefined,
        )
    },
    async putCircle(id: string, structure: string, members: readonly string[]): Promise<void> {
      await registry('PUT', `/structures/${structure}`, { name: 'Essais', kind: 'Cabinet' })
      await registry('PUT', `/patients/${id}`, { displayName: `Usager ${id}` })
      await registry('PUT', `/circles/${id}`, { patientId: id, structureId: structure })
      await registry('PUT', `/circles/${id}/members`, { members: members.map((personId) => ({ personId, role: 'Intervenant' })) })
    },
  }
}

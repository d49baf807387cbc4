import type { ErrorAnswer } from '../../bridge/src/contract.ts'
import { Problem } from '../stack/problem.ts'
import { type Answered, exchange } from './exchange.ts'

/** The registry's public API, with the paths of bridge/src/contract.ts. */
export interface RegistryApi {
  get<T>(path: string): Promise<T>
  /** undefined: there is no such thing. */
  find<T>(path: string): Promise<T | undefined>
  put<T>(path: string, body: unknown): Promise<T>
  post<T>(path: string, body: unknown): Promise<T>
  /** What the brake on removals is to stop: that it waits is the good answer. */
  putHeld(path: string, body: unknown): Promise<void>
}

/** Refusals are thrown as a French sentence with the field and the words that the API gave. */
export function connectRegistry(baseUrl: string, apiKey: string): RegistryApi {
  const ask = (method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown) =>
    exchange({ method, url: `${baseUrl}/api/v1${path}`, token: apiKey, body })
  return {
    get: async (path) => accepted('GET', path, await ask('GET', path)),
    find: async (path) => {
      const answer = await ask('GET', path)
      return answer.status === 404 && isRefusal(answer.body) ? undefined : accepted('GET', path, answer)
    },
    put: async (path, body) => accepted('PUT', path, await ask('PUT', path, body)),
    post: async (path, body) => accepted('POST', path, await ask('POST', path, body)),
    putHeld: async (path, body) => {
      const answer = await ask('PUT', path, body)
      if (!isRefusal(answer.body) || answer.body.code !== 'HELD_FOR_APPROVAL') throw new Problem(refusal('PUT', path, answer))
    },
  }
}

function accepted<T>(method: 'GET' | 'PUT' | 'POST', path: string, answer: Answered): T {
  if (answer.status >= 200 && answer.status < 300) return answer.body as T
  throw new Problem(refusal(method, path, answer))
}

const isRefusal = (body: unknown): body is ErrorAnswer => typeof body === 'object' && body !== null && 'code' in body && 'message' in body

function refusal(method: string, path: string, { status, body }: Answered): string {
  const what = `L’API a refusé ${method} ${path} (${status})`
  if (!isRefusal(body)) return `${what}.`
  const fields = (body.errors ?? []).map((error) => `${error.path} : ${error.message}`)
  const field = fields.length > 0 ? ` — ${fields.join(' ; ')}` : body.path === undefined ? '' : ` — champ « ${body.path} »`
  return `${what} : ${body.message}${field}${body.reference === undefined ? '' : ` [${body.reference}]`}`
}

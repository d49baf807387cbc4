import type { ServerResponse } from 'node:http'
import type { Asking } from './own-answers.ts'

/** Asks the homeserver what somebody asked, with their own token and a small body that was looked at. Throws when it does not answer. */
export const askInTheirName = (homeserverUrl: string, { request, token }: Pick<Asking, 'request' | 'token'>, body: string) =>
  fetch(`${homeserverUrl}${request.url}`, {
    method: request.method ?? 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  })

/** Gives the homeserver's answer as it is. */
export async function passBack(response: ServerResponse, answer: Awaited<ReturnType<typeof askInTheirName>>): Promise<void> {
  const text = await answer.text()
  response.writeHead(answer.status, { 'content-type': 'application/json', 'access-control-allow-origin': '*', 'cache-control': 'no-store' })
  response.end(text)
}

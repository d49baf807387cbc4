import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Homeserver } from './matrix.ts'

/** So many clients that wait for news, each on a connection of its own, until they are closed. None may be answered meanwhile. */
export async function openSyncs(places: readonly { person: Homeserver; since: string }[], count: number): Promise<{ close(): void }> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  const answered: string[] = []
  let closing = false
  const asked = Array.from({ length: count }, (_, index) => {
    const { person, since } = places[index % places.length] ?? { person: { url: '', token: '' }, since: '' }
    const url = `${person.url}/_matrix/client/v3/sync?timeout=120000&since=${encodeURIComponent(since)}`
    const asking = request(url, { agent, headers: { authorization: `Bearer ${person.token}` } }, (answer) => {
      answered.push(String(answer.statusCode))
      answer.resume()
    })
    asking.on('error', (error: NodeJS.ErrnoException) => {
      if (!closing) answered.push(error.code ?? error.name)
    })
    asking.end()
    return asking
  })
  // Until all have reached the homeserver and settled there.
  await pause(8_000)
  if (answered.length > 0) throw new Error(`${answered.length} /sync sur ${count} n'attendent pas : ${[...new Set(answered)].join(', ')}`)
  return {
    close() {
      closing = true
      for (const one of asked) one.destroy()
      agent.destroy()
    },
  }
}

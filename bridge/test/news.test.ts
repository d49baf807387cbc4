import { expect, inject, test } from 'vitest'
import { consoleOf } from './support/console.ts'
import { eventually, sharedStage } from './support/rooms.ts'

const stage = sharedStage()
const { baseUrl } = inject('stack')

/** What a session of the console hears. */
async function hearing(cookie: string) {
  const response = await fetch(`${baseUrl}/api/v1/news`, { headers: { cookie } })
  const heard: string[] = []
  let ended = false
  const reading = (async () => {
    const words = new TextDecoder()
    for await (const piece of response.body ?? []) heard.push(words.decode(piece as Uint8Array))
    ended = true
  })().catch(() => (ended = true))
  return {
    response,
    heard: () => heard.join(''),
    ended: () => ended,
    stop: () => response.body?.cancel().catch(() => undefined) ?? reading,
  }
}

test(
  'what is recorded is told of by its kind, and by nothing else; who looks is not told of their own look',
  { timeout: 150_000 },
  async () => {
    const support = await stage.newPerson({ consoleRole: 'support' })
    const asThem = await consoleOf(support)
    const { response, heard } = await hearing(asThem.cookie)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    await eventually(() => expect(heard()).toContain('retry:'))
    // The first look at the record is behind.
    await eventually(async () => {
      const person = await stage.newPerson({}, { withPassword: false })
      expect(heard()).toContain('person')
      expect(heard()).not.toContain(person.id)
    })
    for (const line of heard().split('\n')) expect(line).toMatch(/^(|:|retry: 3000|data: [a-z]+( [a-z]+)*)$/)
    expect(heard()).not.toContain('consultation')
  },
)

test(
  'without a session, or with that of a professional, nothing is heard; who is signed out hears no more',
  { timeout: 150_000 },
  async () => {
    expect((await fetch(`${baseUrl}/api/v1/news`)).status).toBe(401)
    const professional = await stage.signIn(await stage.newPerson())
    expect((await professional('GET', '/api/v1/news')).status).toBe(403)
    const administrator = await stage.newPerson({ administrator: true })
    const asThem = await consoleOf(administrator)
    const { ended } = await hearing(asThem.cookie)
    await fetch(`${baseUrl}/api/console/session`, { method: 'DELETE', headers: { cookie: asThem.cookie } })
    await eventually(() => expect(ended()).toBe(true), 40_000)
  },
)

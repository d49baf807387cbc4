import { randomUUID } from 'node:crypto'
import type { Circle, Person, RoomState } from 'bridge/contract'
import type { Page } from 'playwright-core'
import { inject } from 'vitest'
import { type aBrowser, signIn } from './browser.ts'
import { aPersonWithPassword, call, unique, until } from './registry.ts'

type Json = Record<string, unknown>
export type Member = Person & { password: string; name: string }

/** A circle whose members can all sign in, in step with its journal. */
export async function aJournal(names: readonly string[]) {
  const [structureId, patientId, id] = [unique(), unique(), unique()]
  await call('PUT', `/structures/${structureId}`, { name: `Cabinet ${unique()}`, kind: 'Cabinet infirmier' })
  await call('PUT', `/patients/${patientId}`, { displayName: `Mme Odette ${unique().toUpperCase()}` })
  await call('PUT', `/circles/${id}`, { patientId, structureId })
  const members: Member[] = await Promise.all(
    names.map(async (givenName) => {
      const person = await aPersonWithPassword({ givenName })
      await call('PUT', `/circles/${id}/members/${person.id}`, { role: 'Infirmière' })
      return { ...person, name: `${givenName} ${person.familyName.toUpperCase()}` }
    }),
  )
  const roomId = await until('the journal follows', async () => {
    const state = await call<RoomState>('GET', `/circles/${id}/state`)
    return state.inStep && state.roomId !== null ? state.roomId : undefined
  })
  const circle = await call<Circle>('GET', `/circles/${id}`)
  return { ...circle, roomId, members, end: (person: Person) => call('DELETE', `/circles/${id}/members/${person.id}`) }
}

/** Somebody in another client: the requests that it would make, through the public port. */
export async function anotherClient({ userId, password }: Member) {
  const { baseUrl } = inject('stack')
  const ask = async (method: string, path: string, body?: unknown, token = ''): Promise<Json> => {
    const response = await fetch(`${baseUrl}/_matrix${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as Json
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }
  const login = { type: 'm.login.password', identifier: { type: 'm.id.user', user: userId }, password }
  const { access_token: token } = await ask('POST', '/client/v3/login', login)
  const as = (method: string, path: string, body?: unknown) => ask(method, path, body, String(token))
  const inRoom = (room: string, ...path: string[]) => `/client/v3/rooms/${[room, ...path].map(encodeURIComponent).join('/')}`
  return {
    as,
    say: async (room: string, content: Json | string) => {
      const sent = typeof content === 'string' ? { msgtype: 'm.text', body: content } : content
      return String((await as('PUT', inRoom(room, 'send', 'm.room.message', randomUUID()), sent))['event_id'])
    },
    read: (room: string, event: string) => as('POST', inRoom(room, 'receipt', 'm.read', event), {}),
    /** Bodies of the last messages, oldest first; of a deleted one, null. */
    messages: async (room: string) => {
      const { chunk } = (await as('GET', `${inRoom(room, 'messages')}?dir=b&limit=50`)) as { chunk: { type: string; content: Json }[] }
      return chunk
        .filter(({ type }) => type === 'm.room.message')
        .map(({ content }) => (content['body'] as string | undefined) ?? null)
        .toReversed()
    },
    upload: async (name: string, type: string, bytes: Uint8Array) => {
      const response = await fetch(`${baseUrl}/_matrix/media/v3/upload?${new URLSearchParams({ filename: name })}`, {
        method: 'POST',
        headers: { 'content-type': type, authorization: `Bearer ${String(token)}` },
        body: bytes as Uint8Array<ArrayBuffer>,
      })
      return String(((await response.json()) as Json)['content_uri'])
    },
  }
}

type Window = Awaited<ReturnType<Awaited<ReturnType<typeof aBrowser>>['window']>>

/** A journal opened by its first member in the pages, the second one being in another client. */
export async function twoPeople(browser: Awaited<ReturnType<typeof aBrowser>>, setting: Parameters<typeof browser.window>[0] = {}) {
  const journal = await aJournal(['Nadia', 'Paul'])
  const [nadia, paul] = journal.members as [Member, Member]
  const window = await browser.window(setting)
  await open(window, nadia, journal.id)
  return { journal, nadia, paul, window, page: window.page, elsewhere: await anotherClient(paul) }
}
async function open({ page }: Window, who: Member, circle: string) {
  await page.goto(`/dossiers/${circle}/journal`)
  await signIn(page, who.localpart, who.password)
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
}
/** In the page's composer. */
export const write = async (page: Page, text: string) => {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
}
export const message = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text })

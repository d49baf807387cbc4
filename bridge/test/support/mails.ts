import { expect } from 'vitest'
import type { Counts, Mail, MailBody } from '../../src/contract.ts'
import { type Holder, handsOf } from './files.ts'
import {
  type Answer,
  CLIENT,
  type Json,
  type Matrix,
  type MatrixEvent,
  type Someone,
  type Stage,
  ask,
  eventually,
  roomPath,
  some,
} from './rooms.ts'

/** Somebody with their client on one side and their mails, by the API, on the other. */
export interface Writer extends Someone {
  matrix: Matrix
  holder: Holder
  api<Body = Json>(method: string, path: string, body?: unknown): Promise<Answer<Body>>
  /** Asks for a mail; gives it once the homeserver has it. */
  sends(to: readonly Someone[] | undefined, given?: Partial<MailBody>): Promise<Mail>
  asks(to: readonly { id: string }[] | undefined, given?: Partial<MailBody>): Promise<Answer<Mail>>
  list(query?: string): Promise<Mail[]>
  one(mail: string): Promise<Mail & { text: string | null }>
  /** How many mails they have not read, as their pages tell it. */
  unread(): Promise<number>
  /** What the service told them, oldest first, once there is something. */
  told(): Promise<string[]>
}

export function mailsOf(stage: Stage, baseUrl: string) {
  const saidIn = async ({ matrix }: Writer, room: string | null): Promise<MatrixEvent[]> => {
    const { body } = await matrix('GET', `${roomPath(String(room), 'messages')}?dir=f&limit=100`)
    return (body['chunk'] as MatrixEvent[]).filter(({ type }) => type === 'm.room.message')
  }
  async function writer(given: Json = {}): Promise<Writer> {
    const person = await stage.newPerson(given)
    const { body: session } = await stage.logIn(person.userId, person.password)
    const token = session.access_token
    const api: Writer['api'] = (method, path, body) => ask(`${baseUrl}/api/v1/people/me${path}`, method, token, body)
    const good = async <Body>(method: string, path: string, body?: unknown): Promise<Body> => {
      const answer = await api<Body>(method, path, body)
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
      return answer.body
    }
    const me: Writer = {
      ...person,
      matrix: (method, path, sent) => ask(`${baseUrl}${path}`, method, token, sent),
      holder: handsOf(baseUrl, person, token),
      api,
      asks: (to, more = {}) =>
        api('POST', '/mails', {
          key: some('cle'),
          ...(to === undefined ? {} : { to: to.map(({ id }) => id) }),
          text: 'Bonjour',
          ...more,
        }),
      async sends(to, more) {
        const { status, body } = await me.asks(to, more)
        expect(status, JSON.stringify(body)).toBe(201)
        return eventually(async () => {
          const mail = await me.one(body.id)
          expect(mail).toMatchObject({ state: 'sent', eventId: expect.any(String) })
          return mail
        })
      },
      list: async (query = '') => (await good<{ items: Mail[] }>('GET', `/mails?${query}`)).items,
      one: (mail) => good('GET', `/mails/${encodeURIComponent(mail)}`),
      unread: async () => (await good<Counts>('GET', '/counts')).mail,
      async told() {
        const { body } = await me.matrix('GET', `${CLIENT}/joined_rooms`)
        const said: string[] = []
        for (const room of body['joined_rooms'] as string[]) {
          const { body: named } = await me.matrix('GET', roomPath(room, 'state', 'm.room.name'))
          if (named['name'] !== 'Notifications') continue
          said.push(...(await saidIn(me, room)).map(({ content }) => String(content['body'])))
        }
        return said
      },
    }
    return me
  }
  /** The mail, once it is among those that they received. */
  const received = (who: Writer, id: string): Promise<Mail> =>
    eventually(async () => {
      const mail = (await who.list()).find((one) => one.id === id)
      if (mail === undefined) throw new Error('not there yet')
      return mail
    })
  return {
    writer,
    saidIn,
    received,
    two: () => Promise.all([writer(), writer()]),
    three: () => Promise.all([writer(), writer(), writer()]),
  }
}

export const receiptPath = (room: string, event: string, kind = 'm.read'): string => roomPath(room, 'receipt', kind, event)

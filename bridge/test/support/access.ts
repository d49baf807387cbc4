import { randomInt } from 'node:crypto'
import { expect } from 'vitest'
import type { AccessLinkState, Person } from '../../src/contract.ts'
import type { EmailStage } from './emails.ts'
import { type Answer, type Json, type Someone, eventually } from './rooms.ts'
import type { Received } from './smtp.ts'

/** An address of the documentation's networks that no other test comes from. */
export const somewhere = (): string =>
  `2001:db8:${randomInt(65_536).toString(16)}:${randomInt(65_536).toString(16)}::${randomInt(65_536).toString(16)}`

/** What is said of a link that is none. */
export const DEAD = { works: false, givenName: null, expiresAt: null }

/** The doors that nobody has to say who they are at, and what comes by e-mail of them. */
export function accessDoors(at: EmailStage) {
  async function post<Body = Json>(path: string, body: unknown, from = somewhere()): Promise<Answer<Body> & { text: string }> {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': from }
    const response = await fetch(`${at.stack.baseUrl}/api/v1/access-links${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: (text === '' ? {} : JSON.parse(text)) as Body }
  }
  const ofAccess = (person: Someone): Received[] =>
    at.smtp.received.filter(({ to, mail }) => to === at.addressOf(person) && mail.text?.includes('/acces#') === true)
  const tokenIn = (text = ''): string => /\/acces#jeton=([\w-]+)/.exec(text)?.[1] ?? expect.fail('a link')
  const asks = async (identifier: string, from?: string) => expect((await post('', { identifier }, from)).status).toBe(202)
  return {
    post,
    ofAccess,
    tokenIn,
    asks,
    /** The link of the so-manieth e-mail. */
    tokenFor: (person: Someone, number = 1): Promise<string> =>
      eventually(() => {
        const arrived = ofAccess(person)
        expect(arrived).toHaveLength(number)
        return tokenIn(arrived[number - 1]?.mail.text)
      }),
    signsIn: async ({ userId }: Person, password: string) => (await at.stage.logIn(userId, password)).status,
    typesOf: async ({ id }: Person) =>
      (await at.stage.eventsOf(`personId=${id}`)).map(({ type }) => type).filter((type) => type.startsWith('account.')),
    check: async (token: string) => (await post<AccessLinkState>('/check', { token })).body,
    use: (token: string, password: string) => post('/use', { token, password }),
    /** A link as an administrator gets it. */
    async given(person: Someone): Promise<string> {
      const { link } = await at.stage.told<{ link: string }>('POST', `/people/${person.id}/access-links`, {})
      return tokenIn(link)
    },
  }
}

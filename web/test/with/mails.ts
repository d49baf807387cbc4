import type { Mail, MailBody, Person } from 'bridge/contract'
import { inject } from 'vitest'
import type { Page } from 'playwright-core'
import type {} from '../../../synapse-config/stack/shared-stack.ts'
import { signIn } from './browser.ts'
import { aPersonWithPassword, unique, until } from './registry.ts'

export type Written = Partial<(typeof MailBody)['_zod']['input']>

/** Somebody with a session of their own beside the browser's, as another client of theirs has. */
export interface Writer extends Person {
  readonly password: string
  readonly name: string
  own<Answer>(method: string, path: string, body?: object): Promise<Answer>
  /** Gives the mail once the homeserver has it. */
  sends(to: readonly { id: string }[], given?: Written): Promise<Mail>
  received(): Promise<Mail[]>
  /** The only one of that subject, once it is there. */
  receives(subject: string): Promise<Mail>
}

export async function aWriter(given: Parameters<typeof aPersonWithPassword>[0] = {}): Promise<Writer> {
  const { baseUrl } = inject('stack')
  const person = await aPersonWithPassword(given)
  const call = async <Answer>(method: string, path: string, token: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as Answer
  }
  const { access_token: token } = await call<{ access_token: string }>('POST', '/_matrix/client/v3/login', '', {
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user: person.localpart },
    password: person.password,
  })
  const own: Writer['own'] = (method, path, body) => call(method, `/api/v1/people/me${path}`, token, body)
  const received = async () => (await own<{ items: Mail[] }>('GET', '/mails?limit=100')).items
  return {
    ...person,
    name: `${person.givenName} ${person.familyName.toUpperCase()}`,
    own,
    received,
    async sends(to, written) {
      const body = { key: unique(20), to: to.map(({ id }) => id), text: 'Bonjour', ...written }
      const { id } = await own<Mail>('POST', '/mails', body)
      return until('the mail is sent', async () => {
        const mail = await own<Mail>('GET', `/mails/${id}`)
        return mail.state === 'sent' && mail.eventId !== null ? mail : undefined
      })
    },
    receives: (subject) =>
      until(`the mail ${subject} arrives`, async () => {
        const found = (await received()).filter((mail) => mail.subject === subject)
        if (found.length > 1) throw new Error(`${found.length} mails of that subject`)
        return found[0]
      }),
  }
}

/** Opens a page as this person, who signs in on the way to it. */
export async function opens(page: Page, { localpart, password }: Writer, path: string): Promise<void> {
  await page.goto(path)
  await signIn(page, localpart, password)
  await page.waitForURL((url) => url.pathname === new URL(path, url).pathname)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccessLink } from '../src/contract.ts'
import { DEAD, accessDoors } from './support/access.ts'
import { type EmailStage, emailStage } from './support/emails.ts'
import { type Someone, ask, some } from './support/rooms.ts'

let at: EmailStage
let doors: ReturnType<typeof accessDoors>
beforeAll(async () => {
  at = await emailStage('access-given')
  doors = accessDoors(at)
}, 180_000)
afterAll(() => at.end())

describe('a link is dead', () => {
  const ends: Record<string, (paul: Someone, link: string) => Promise<unknown>> = {
    'once it has expired': (paul) =>
      at.db.query(`update access_link set issued_at = issued_at - interval '4 days', expires_at = now() where person = $1`, [paul.id]),
    'once a newer one was given': (paul) => doors.given(paul),
    'once the person asked for another': async (paul) => {
      await doors.asks(paul.localpart)
      await doors.tokenFor(paul)
    },
    'once a password was set otherwise': (paul) => at.stage.told('PUT', `/people/${paul.id}/password`, { password: some('mot-de-passe') }),
    'once the person is suspended, and stays so when they are back': async ({ id, givenName, familyName, profession, email }) => {
      for (const status of ['suspended', 'active'])
        await at.stage.told('PUT', `/people/${id}`, { givenName, familyName, profession, email, status })
    },
    'while the person is suspended, even if the link itself was not ended': async (
      { id, givenName, familyName, profession, email },
      link,
    ) => {
      await at.stage.told('PUT', `/people/${id}`, { givenName, familyName, profession, email, status: 'suspended' })
      await at.db.query(`update access_link set ended_at = null where id = $1`, [link])
    },
    'once the person has departed': ({ id }) => at.stage.told('DELETE', `/people/${id}`),
    'once their address is another one': ({ id, givenName, familyName, profession }) =>
      at.stage.told('PUT', `/people/${id}`, { givenName, familyName, profession, email: `${some('autre')}@essai.example` }),
  }
  test.each(Object.entries(ends))('%s', async (_when, end) => {
    const paul = await at.newReader()
    const token = await doors.given(paul)
    expect((await doors.check(token)).works).toBe(true)
    const { rows } = await at.db.query<{ id: string }>(`select id from access_link where person = $1`, [paul.id])
    await end(paul, rows[0]?.id ?? '')
    expect(await doors.check(token)).toEqual(DEAD)
    const password = some('une phrase')
    expect(await doors.use(token, password)).toMatchObject({ status: 410, body: { code: 'ACCESS_LINK_DEAD' } })
    expect(await doors.signsIn(paul, password)).toBe(403)
  })

  test('when it is not one of ours, changed by one letter or signed by another installation', async () => {
    const token = await doors.given(await at.newReader())
    const other = (letter: string) => (letter === 'A' ? 'B' : 'A')
    for (const position of [0, 10, 30, 63]) {
      const wrong = `${token.slice(0, position)}${other(token.charAt(position))}${token.slice(position + 1)}`
      expect(await doors.check(wrong), String(position)).toEqual(DEAD)
      expect((await doors.use(wrong, some('une phrase'))).status).toBe(410)
    }
    expect(await doors.check('x')).toEqual(DEAD)
    expect((await doors.check(token)).works).toBe(true)
  })
})

test('a first access: a link for who gives it, for three days, or sent by e-mail in the language that the person reads', async () => {
  const [paul, silent] = [await at.newReader(), await at.stage.newPerson({}, { withPassword: false })]
  const { link, expiresAt } = await at.stage.told<AccessLink>('POST', `/people/${paul.id}/access-links`, {})
  expect(link).toMatch(new RegExp(`^${at.stack.baseUrl}/acces#jeton=[\\w-]{64}$`))
  expect(Math.round((Date.parse(expiresAt) - Date.now()) / 3_600_000)).toBe(72)
  const {
    version: _version,
    mutes: _mutes,
    ...wishes
  } = await at.stage.told<Record<string, unknown>>('GET', `/people/${paul.id}/preferences`)
  await at.stage.told('PUT', `/people/${paul.id}/preferences`, { ...wishes, language: 'en' })
  // Who wants no e-mail is sent this one: it was asked for.
  await at.db.query(`insert into email_address values ($1, $2, 3, now())`, [paul.id, at.addressOf(paul)])
  expect(await at.stage.told('POST', `/people/${paul.id}/access-links`, { send: true })).toMatchObject({ link: null })
  const token = await doors.tokenFor(paul)
  expect(doors.ofAccess(paul)[0]?.mail.subject).toBe('Your access to the messenger')
  expect((await doors.use(token, some('une phrase'))).status).toBe(204)

  expect((await at.stage.registry('POST', `/people/${silent.id}/access-links`, { send: true })).body).toMatchObject({
    code: 'PERSON_WITHOUT_EMAIL',
    path: 'send',
  })
  expect((await at.stage.registry('POST', `/people/${some('x')}/access-links`, {})).status).toBe(404)
  await at.stage.told('DELETE', `/people/${silent.id}`)
  expect((await at.stage.registry('POST', `/people/${silent.id}/access-links`, {})).body).toMatchObject({ code: 'PERSON_DEPARTED' })
  expect(await doors.typesOf(silent)).toEqual([])
})

test('who may not set passwords gives no link; for an administrator every right is needed', async () => {
  const keyOf = async (scopes: string[]) => (await at.stage.told<{ key: string }>('POST', '/keys', { name: some('cle'), scopes })).key
  const [people, accounts] = [await keyOf(['people:read', 'people:write']), await keyOf(['accounts:write'])]
  const [paul, root] = [await at.newReader(true), await at.stage.newPerson({ administrator: true })]
  const api = (path: string, key: string, body: unknown, method = 'POST') => ask(`${at.stack.baseUrl}/api/v1${path}`, method, key, body)
  expect((await api(`/people/${paul.id}/access-links`, people, {})).status).toBe(403)
  expect((await api(`/people/${paul.id}/access-links`, accounts, {})).status).toBe(201)
  const own = (await at.stage.logIn(paul.userId, paul.password)).body.access_token
  expect((await api(`/people/me/access-links`, own, {})).status).toBe(403)
  expect((await api(`/people/${root.id}/access-links`, accounts, {})).body).toMatchObject({ code: 'ONLY_WITH_ALL_RIGHTS' })
  expect((await api(`/people/${root.id}/password`, accounts, { password: some('une phrase') }, 'PUT')).body).toMatchObject({
    code: 'ONLY_WITH_ALL_RIGHTS',
  })
  expect((await at.stage.logIn(root.userId, root.password)).status).toBe(200)
  expect((await at.stage.registry('POST', `/people/${root.id}/access-links`, {})).status).toBe(201)
})

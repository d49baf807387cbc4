import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEAD, accessDoors, somewhere } from './support/access.ts'
import { type EmailStage, emailStage } from './support/emails.ts'
import { CLIENT, ask, eventually, some } from './support/rooms.ts'
import { foundIn, logsIn, textsIn } from './support/what-is-kept.ts'

let at: EmailStage
let doors: ReturnType<typeof accessDoors>
beforeAll(async () => {
  at = await emailStage('access-links')
  doors = accessDoors(at)
}, 180_000)
afterAll(() => at.end())

test('a forgotten password: an e-mail with a link, which greets, sets the password once and ends every session', async () => {
  const paul = await at.newReader(true)
  const { access_token: old } = (await at.stage.logIn(paul.userId, paul.password)).body
  await doors.asks(at.addressOf(paul).toUpperCase())
  const token = await doors.tokenFor(paul)
  const { mail, raw } = doors.ofAccess(paul)[0] ?? expect.fail('an e-mail')
  expect(mail.subject).toBe('Choisir un nouveau mot de passe')
  expect(mail.text).toMatch(/Ce lien sert une seule fois, jusqu’au \d+(er)? \S+ \d{4} à \d\d:\d\d\./)
  expect(mail.text).toContain('Vous n’avez rien demandé ? Ne faites rien')
  expect(mail.text?.match(/https?:\S+/g)).toEqual([`${at.stack.baseUrl}/acces#jeton=${token}`])
  // It was asked for: there is nothing to unsubscribe from.
  expect(raw).not.toMatch(/List-Unsubscribe/i)
  for (const word of [paul.givenName, paul.familyName, paul.id, paul.localpart])
    expect(`${mail.text}${String(mail.html)}${mail.subject}`).not.toContain(word)

  const page = await fetch(`${at.stack.baseUrl}/acces`)
  expect([page.status, page.headers.get('referrer-policy')]).toEqual([200, 'no-referrer'])
  const state = await doors.check(token)
  expect(state).toEqual({ works: true, givenName: paul.givenName, expiresAt: expect.any(String) as string })
  const minutes = (Date.parse(state.expiresAt ?? '') - Date.now()) / 60_000
  expect([minutes > 28, minutes <= 30]).toEqual([true, true])
  const chosen = some('une phrase choisie')
  expect(await doors.use(token, chosen)).toMatchObject({ status: 204, text: '' })
  expect([await doors.signsIn(paul, chosen), await doors.signsIn(paul, paul.password)]).toEqual([200, 403])
  expect((await ask(`${at.stack.baseUrl}${CLIENT}/account/whoami`, 'GET', old)).status).toBe(401)

  expect(await doors.use(token, some('encore une fois'))).toMatchObject({ status: 410, body: { code: 'ACCESS_LINK_DEAD' } })
  expect(await doors.check(token)).toEqual(DEAD)
  expect(await doors.signsIn(paul, chosen)).toBe(200)
  expect(await doors.typesOf(paul)).toEqual([
    'account.password-set',
    'account.access-link-issued',
    'account.access-link-used',
    'account.password-set',
  ])
})

test('whoever asks for whom, the answer is the same; only those who are there and active are written to', async () => {
  const [known, gone, silent] = [await at.newReader(true), await at.newReader(true), await at.stage.newPerson()]
  await at.stage.told('DELETE', `/people/${gone.id}`)
  const asked = [
    known.localpart,
    known.userId,
    `@${known.localpart}`,
    gone.localpart,
    at.addressOf(gone),
    silent.localpart,
    some('personne'),
    `${some('x')}@essai.example`,
    '@sphere-admin:localhost',
    '%',
    "o'x\\",
  ]
  const answers = []
  for (const identifier of asked) {
    const { status, text, headers } = await doors.post('', { identifier })
    answers.push([status, text, [...headers.keys()].toSorted().join(), headers.get('etag')])
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]?.slice(0, 2)).toEqual([202, '{"asked":true}'])
  // Of three that were asked for in one breath the last one works; the others need not even be sent.
  await eventually(async () => expect((await at.db.query(`select from access_link where person = $1`, [known.id])).rowCount).toBe(3))
  await at.allIsSent()
  const [last] = doors.ofAccess(known).slice(-1)
  expect((await doors.check(doors.tokenIn(last?.mail.text))).works).toBe(true)
  expect(doors.ofAccess(gone)).toEqual([])
  expect((await at.db.query(`select from access_link where person = any($1)`, [[gone.id, silent.id]])).rowCount).toBe(0)
})

test('too many tries: for one identifier from wherever, and from one address for whomever, told apart from nobody', async () => {
  const paul = await at.newReader()
  for (const identifier of [at.addressOf(paul), some('personne')]) {
    const statuses = []
    for (let times = 0; times < 5; times++)
      statuses.push((await doors.post('', { identifier: times % 2 === 0 ? identifier : identifier.toUpperCase() })).status)
    expect(statuses).toEqual([202, 202, 202, 429, 429])
    const { headers, body } = await doors.post('', { identifier })
    expect(body).toMatchObject({ code: 'TOO_MANY_TRIES' })
    const wait = Number(headers.get('retry-after'))
    expect([wait > 500, wait <= 600], String(wait)).toEqual([true, true])
  }
  // A home has a whole network of addresses.
  const home = somewhere().split('::')[0] ?? ''
  const statuses = await Promise.all(
    Array.from({ length: 40 }, async (_, n) => (await doors.post('', { identifier: some('x') }, `${home}::${n + 1}`)).status),
  )
  expect(statuses.filter((status) => status === 202)).toHaveLength(30)
  expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  expect((await doors.post('', { identifier: some('x') })).status).toBe(202)
})

test('by whatever spellings, one person is sent five links an hour at most', async () => {
  const paul = await at.newReader()
  const spellings = [paul.localpart, `@${paul.localpart}`, paul.userId, at.addressOf(paul)]
  for (const spelling of spellings) for (let times = 0; times < 2; times++) await doors.asks(spelling)
  const jobs = async () =>
    Number(
      (await at.db.query<{ n: string }>(`select count(*) as n from graphile_worker.jobs where task_identifier = 'send-access-links'`))
        .rows[0]?.n,
    )
  await eventually(async () => expect(await jobs()).toBe(0))
  await at.allIsSent()
  expect((await at.db.query(`select from access_link where person = $1`, [paul.id])).rowCount).toBe(5)
})

test('twenty uses at the same moment: exactly one sets the password', async () => {
  const paul = await at.newReader()
  const token = await doors.given(paul)
  const passwords = Array.from({ length: 20 }, () => some('une phrase'))
  const answers = await Promise.all(passwords.map((password) => doors.use(token, password)))
  const won = answers.flatMap(({ status }, index) => (status === 204 ? [index] : []))
  expect(won).toHaveLength(1)
  for (const { status, body } of answers.filter((_, index) => index !== won[0])) expect([410, 409], JSON.stringify(body)).toContain(status)
  const [winner = ''] = won.map((index) => passwords[index])
  const [loser = ''] = passwords.filter((password) => password !== winner)
  expect([await doors.signsIn(paul, winner), await doors.signsIn(paul, loser)]).toEqual([200, 403])
  expect(await doors.typesOf(paul)).toEqual(
    ['account.password-set', 'account.access-link-issued', 'account.access-link-used', 'account.password-set'].slice(1),
  )
})

test('a password that is short or tells who it is for is refused with words, and the link still works', async () => {
  const paul = await at.stage.newPerson(
    { givenName: 'Éloïse', familyName: 'Le Goff', email: 'eloise.legoff@essai.example' },
    { withPassword: false },
  )
  const token = await doors.given(paul)
  expect(await doors.use(token, 'trop court')).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST', path: 'password' } })
  for (const password of ['ELOISE-2026-soleil', 'le mot de Goff 12', paul.userId, 'Eloise.LeGoff@essai.example'])
    expect(await doors.use(token, password), password).toMatchObject({
      status: 422,
      body: { code: 'PASSWORD_TELLS_WHO', path: 'password' },
    })
  expect((await at.stage.registry('PUT', `/people/${paul.id}/password`, { password: 'eloise et le soleil' })).body).toMatchObject({
    code: 'PASSWORD_TELLS_WHO',
  })
  expect((await doors.use(token, 'quatre vélos et un chat')).status).toBe(204)
  expect(await doors.signsIn(paul, 'quatre vélos et un chat')).toBe(200)
})

test('what is asked without saying who one is is read strictly', async () => {
  for (const [path, body] of [
    ['', {}],
    ['', { identifier: '' }],
    ['', { identifier: 'x'.repeat(256) }],
    ['', { identifier: 'a\u0000' }],
    ['', { identifier: 'a', autre: 1 }],
    ['/check', { token: '' }],
    ['/use', { token: 'x' }],
    ['/use', { token: 'x'.repeat(201), password: some('une phrase') }],
  ] as const)
    expect((await doors.post(path, body)).body, JSON.stringify(body).slice(0, 60)).toMatchObject({ code: 'BAD_REQUEST' })
})

test('no link and no password lies in a log, the metrics or the database', async () => {
  const paul = await at.newReader()
  await doors.asks(at.addressOf(paul))
  const token = await doors.tokenFor(paul)
  const password = some('zqxphrase')
  await doors.check(token)
  expect((await doors.use(token, password)).status).toBe(204)
  const secrets = { 'a link or a password': [token, password, token.slice(22)] }
  const metrics = new Map([['metrics', await (await fetch(`${at.stack.baseUrl}/metrics`)).text()]])
  for (const places of [logsIn(at.dir), metrics, await textsIn(at.stack.databaseUrl)]) {
    expect(places.size).toBeGreaterThan(0)
    expect(foundIn(places, secrets)).toEqual([])
  }
  expect(at.logs()).not.toContain(at.addressOf(paul))
})

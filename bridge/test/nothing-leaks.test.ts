import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Export, Preferences, Service } from '../src/contract.ts'
import { aPdf, handsOf } from './support/files.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { answersOfTheConsole } from './support/console-answers.ts'
import { CLIENT, type Stage, ask, eventually, roomPath, sendPath, some, text } from './support/rooms.ts'
import { type TestServer, smtpServer } from './support/smtp.ts'
import { type Receiver, aReceiver } from './support/webhooks.ts'
import { foundIn, logsIn, textsIn } from './support/what-is-kept.ts'

// Words that nothing else holds: plain letters, so that a search finds them in any encoding.
const PATIENT = 'Wzyxkovsky'
const SAID = {
  journal: 'zqxjournaldit',
  mail: 'zqxcourrierdit',
  refused: 'zqxrefusedit',
  notice: 'zqxavisdit',
  bot: 'zqxrobotdit',
  deleted: 'zqxsupprimedit',
  cut: 'zqxcoupedit',
}
const PAUL = 'zqxpaul@essai.example'
const tokens: string[] = []

let own: OwnStack
let stage: Stage
let smtp: TestServer
let portal: Receiver
beforeAll(async () => {
  ;[smtp, portal] = [await smtpServer(), await aReceiver()]
  const env = { SMTP_URL: smtp.url, EMAIL_BATCH_SECONDS: '1', EMAIL_PACE_MINUTES: '0', WEBHOOKS_ALLOW: '127.0.0.1/32' }
  own = await ownStack('leaks', { env })
  stage = own.stage
}, 240_000)
afterAll(async () => {
  await own.end()
  await smtp.stop()
  await portal.end()
})

const textsOf = (texts: readonly string[]) => new Map(texts.map((one, number) => [`${number}`, one]))
/** What may be searched, and for what. A new way out of the house is one line here. */
const sources = (
  answered: Map<string, string>,
): [name: string, read: () => Promise<Map<string, string>> | Map<string, string>, mayName: 'patients' | 'nobody'][] => [
  ['logs', () => logsIn(own.dir), 'nobody'],
  ['metrics', async () => new Map([['metrics', await (await fetch(`${own.stack.baseUrl}/metrics`)).text()]]), 'nobody'],
  ['e-mails', () => textsOf(smtp.received.map(({ raw, mail }) => [raw, mail.subject, mail.text, mail.html].join('\n'))), 'nobody'],
  ['webhooks', () => textsOf(portal.received.map(({ text: body, headers }) => `${JSON.stringify(headers)} ${body}`)), 'nobody'],
  ['database', () => textsIn(own.stack.databaseUrl), 'patients'],
  ['console', () => answered, 'patients'],
]

async function signIn(who: { userId: string; password: string }) {
  tokens.push(who.password)
  const { status, body } = await stage.logIn(who.userId, who.password)
  expect(status).toBe(200)
  tokens.push(body.access_token)
  return { token: body.access_token, matrix: await stage.signIn(who) }
}

/** An ordinary day: what works, what is refused, what fails half-way. */
type Day = { circle: string; person: string; message: string }
async function aDay(): Promise<Day> {
  const { told, registry, newPerson, newStructure, addMember, endMember, settled, noticesOf } = stage
  await told('POST', '/webhooks', { name: 'Portail', url: portal.url, kinds: ['*'] })
  const structure = await newStructure()
  const patientId = some('usager')
  await told('PUT', `/patients/${patientId}`, { displayName: `Mme ${PATIENT}`, identifiers: [] })
  const circle = await told<{ id: string }>('PUT', `/circles/${some('c')}`, { patientId, structureId: structure.id })
  const [amelie, paul, gone] = await Promise.all([newPerson(), newPerson({ email: PAUL }), newPerson()])
  const { version: _, mutes: __, ...kept } = await told<Preferences>('GET', `/people/${paul.id}/preferences`)
  const choices = Object.fromEntries(Object.entries(kept.choices).map(([news, { app }]) => [news, { app, email: 'immediate' }]))
  await told('PUT', `/people/${paul.id}/preferences`, { ...kept, choices, awayMinutes: 0 })
  for (const { id } of [amelie, paul, gone]) await addMember(circle.id, id)
  const { roomId: room } = await settled(circle.id)
  const [a, p, g] = [await signIn(amelie), await signIn(paul), await signIn(gone)]

  const mentioning = { ...text(`${SAID.journal} de ${PATIENT}`), 'm.mentions': { user_ids: [paul.userId] } }
  const said = await a.matrix('PUT', sendPath(room), mentioning)
  expect(said.status).toBe(200)
  // A file called after the patient, found by that name.
  const hands = handsOf(own.stack.baseUrl, amelie, a.token)
  await hands.attach(room, await hands.upload(aPdf(), 'application/pdf', `${PATIENT}.pdf`), { body: `${PATIENT}.pdf` })
  const documents = () => hands.fetch('GET', `/api/v1/people/me/documents?search=${PATIENT}`)
  await eventually(async () => expect(((await documents()).json['items'] as unknown[]).length).toBe(1))
  const deleted = String((await p.matrix('PUT', sendPath(room), text(SAID.deleted))).body['event_id'])
  expect((await p.matrix('PUT', roomPath(room, 'redact', deleted, some('t')), { reason: SAID.deleted })).status).toBe(200)
  expect((await p.matrix('POST', `${roomPath(room, 'receipt', 'm.read', deleted)}`, {})).status).toBe(200)
  const { body: mail } = await a.matrix('POST', `${CLIENT}/createRoom`, {
    invite: [paul.userId],
    is_direct: true,
    preset: 'trusted_private_chat',
  })
  expect((await a.matrix('PUT', sendPath(String(mail['room_id'])), text(`${SAID.mail} ${PATIENT}`))).status).toBe(200)
  // A copy of the journal lies ready: sealed.
  const me = `${own.stack.baseUrl}/api/v1/people/me/exports`
  const asked = await ask<Export>(me, 'POST', a.token, { key: some('cle'), circleId: circle.id, reason: 'Transmission' })
  expect(asked.status).toBe(201)
  await eventually(async () => expect((await ask(`${me}/${asked.body.id}`, 'GET', a.token)).body).toMatchObject({ state: 'ready' }))
  // Refused: what it says is in no decision, and in no notice of a refusal.
  expect((await a.matrix('PUT', sendPath(room, 'org.matrix.poll.start'), { body: SAID.refused })).status).toBe(403)
  expect((await a.matrix('PUT', roomPath(room, 'state', 'm.room.name'), { name: `${SAID.refused} ${PATIENT}` })).status).toBe(403)
  expect((await a.matrix('POST', `${CLIENT}/search`, { search_categories: { room_events: { search_term: SAID.journal } } })).status).toBe(
    200,
  )
  // Cut in the middle: Synapse would write a body that it cannot read into its log.
  const invite = roomPath(room, 'invite')
  for (const [method, path] of [
    ['PUT', sendPath(room)],
    ['POST', invite],
    ['POST', `${CLIENT}/login`],
    ['PUT', `${CLIENT}/user/${encodeURIComponent(amelie.userId)}/account_data/org.example.notes`],
    ['POST', `${CLIENT}/user_directory/search`],
    ['POST', roomPath(room, 'receipt', 'm.read', String(said.body['event_id']))],
  ] as const) {
    const headers = { authorization: `Bearer ${a.token}`, 'content-type': 'application/json' }
    const broken = await fetch(`${own.stack.baseUrl}${path}`, { method, headers, body: `{"body": "${SAID.cut} ${PATIENT}` })
    expect(broken.status, path).toBe(400)
  }
  await endMember(circle.id, gone.id)
  await settled(circle.id)
  expect((await g.matrix('GET', `${roomPath(room, 'messages')}?dir=b&access_token=x`)).status).toBeGreaterThanOrEqual(400)
  expect((await g.matrix('PUT', sendPath(room), text(SAID.refused))).status).toBe(403)
  // Tokens where they are looked at, right and wrong.
  expect((await fetch(`${own.stack.baseUrl}/api/v1/people/me/counts`, { headers: { authorization: `Bearer ${a.token}` } })).status).toBe(
    200,
  )
  expect((await fetch(`${own.stack.baseUrl}${CLIENT}/account/whoami?access_token=${p.token}`)).status).toBe(200)
  expect((await stage.logIn(amelie.userId, `${SAID.refused}`)).status).toBe(403)
  tokens.push(SAID.refused)
  const key = await told<{ key: string }>('POST', '/keys', { name: some('cle'), scopes: ['notices:write'] })
  tokens.push(key.key)

  const service = await told<Service>('PUT', `/services/${some('capteur')}`, { name: 'Capteurs' })
  const password = some('mot-de-passe')
  await told('PUT', `/services/${service.id}/password`, { password })
  await told('PUT', `/services/${service.id}/rooms/circles/${circle.id}`)
  await settled(circle.id)
  const bot = await signIn({ userId: service.userId, password })
  expect((await bot.matrix('PUT', sendPath(room), { msgtype: 'm.notice', body: `${SAID.bot} ${PATIENT}` })).status).toBe(200)
  expect((await bot.matrix('PUT', sendPath(room), text(SAID.refused))).status).toBe(403)

  // Posted while parts die: said once, in order, and forgotten.
  const deaths = new Map([
    [2, 'work'],
    [4, 'synapse'],
    [6, 'work'],
  ])
  for (let number = 1; number <= 8; number++) {
    const body = { key: `avis-${number}`, text: `${number} ${SAID.notice} ${PATIENT}` }
    const post = () => registry('POST', `/circles/${circle.id}/notices`, body)
    await eventually(async () => expect((await post()).status).toBe(201))
    const dying = deaths.get(number)
    if (dying !== undefined) await killAndRestart(own.stack.processes[dying])
    await eventually(async () => expect((await post()).status).toBe(201))
  }
  await eventually(
    async () => expect((await registry('GET', `/circles/${circle.id}/notices/avis-8`)).body).toMatchObject({ state: 'said' }),
    90_000,
  )
  // Of all sorts, and of everything that happened.
  await eventually(() => {
    const subjects = smtp.received.map(({ mail: { subject } }) => subject).join('\n')
    for (const word of ['message', 'changement']) expect(subjects).toContain(word)
    for (const kind of ['circle.created', 'member.joined', 'member.left'])
      expect(portal.received.map(({ body }) => body['type'])).toContain(kind)
  })
  const posted = (await noticesOf(room)).filter(({ type }) => type === 'system').map(({ body }) => /\] (\d)/.exec(body)?.[1])
  expect(posted).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  return { circle: circle.id, person: paul.id, message: String(said.body['event_id']) }
}

test(
  'after an ordinary day, no word that was said, no token and no name of a patient lies where it must not',
  { timeout: 300_000 },
  async () => {
    const day = await aDay()
    const answered = await answersOfTheConsole(stage, own.stack, day)
    const { secrets } = own.stack
    const everything = {
      'what was said': Object.values(SAID),
      'a token or a password': [...tokens, secrets.asToken, secrets.hsToken, secrets.policySecret],
    }
    for (const [name, read, mayName] of sources(answered)) {
      const places = await read()
      expect(places.size, name).toBeGreaterThan(0)
      expect(foundIn(places, { ...everything, ...(mayName === 'nobody' ? { 'a patient': [PATIENT] } : {}) }), name).toEqual([])
    }
    expect(foundIn(answered, { 'a patient': [PATIENT] })).toContain(`true /api/v1/circles/${day.circle}: a patient`)
    expect(foundIn(new Map([...answered].filter(([asked]) => asked.startsWith('support'))), { 'a patient': [PATIENT] })).toEqual([])
    // The search finds what is there: the registry holds the name of the patient, and every part of the house writes a log.
    expect(foundIn(await textsIn(own.stack.databaseUrl), { 'a patient': [PATIENT] })).toContain('patient.display_name: a patient')
    expect(foundIn(await textsIn(own.stack.synapseDatabaseUrl), { said: [SAID.journal] })).toContain('event_json.json: said')
    const parts = [...logsIn(own.dir).keys()].join(' ')
    for (const part of ['synapse', 'postgres', 'gateway']) expect(parts).toContain(part)
  },
)

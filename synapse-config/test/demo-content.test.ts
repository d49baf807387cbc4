import { crc32, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { CircleBody, EmploymentBody, MailBody, MemberBody, PatientBody, PersonBody, StructureBody } from '../../bridge/src/contract.ts'
import { CircleId, PatientId, PersonId } from '../../bridge/src/core/ids.ts'
import { CHART, barChartPng } from '../demo/bar-chart-png.ts'
import { CIRCLES, DAC_ROOMS, PERSON_KEYS, type Said, type Stay, personId } from '../demo/content.ts'
import { CUT_OFF } from '../demo/cut-off-list.ts'
import { type DemoMail, MAILS } from '../demo/internal-mail.ts'
import { onePagePdf } from '../demo/one-page-pdf.ts'
import { readablePassword } from '../demo/passwords.ts'
import { PEOPLE, type Who } from '../demo/people.ts'
import { period } from '../demo/registry.ts'
import { DAC, STRUCTURES } from '../demo/structures.ts'

const isNow = ({ from, until = Infinity }: Stay) => from <= 0 && until > 0
const roleInTheDac = (who: Who): string | undefined => PEOPLE[who].works.find((work) => work.at === DAC && isNow(work))?.role
const conversations: (readonly Said[])[] = [
  ...CIRCLES.map(({ messages }) => messages),
  DAC_ROOMS.liaison,
  ...DAC_ROOMS.folders.map(({ deposits }) => deposits),
]

test('the registry accepts every structure, professional, patient and circle, check digits included', () => {
  expect(parseEverything).not.toThrow()
  expect(() => PersonBody.parse({ ...PEOPLE.caradec.body, rpps: '99900000038' })).toThrow('rpps')
})

function parseEverything(): void {
  for (const { body } of STRUCTURES) StructureBody.parse(body)
  for (const who of PERSON_KEYS) {
    PersonId.parse(personId(who))
    PersonBody.parse(PEOPLE[who].body)
    for (const { at: _at, role, ...stay } of PEOPLE[who].works) EmploymentBody.parse({ role, ...period(stay, new Date()) })
  }
  for (const { id, patient, structure, closed, members } of CIRCLES) {
    CircleId.parse(id)
    PatientId.parse(patient.id)
    PatientBody.parse(patient.body)
    CircleBody.parse({ patientId: patient.id, structureId: structure, reason: closed })
    for (const { who: _who, role, ...stay } of members) MemberBody.parse({ role, ...period(stay, new Date()) })
  }
}

test('there are enough of them, and no number or identifier serves twice', () => {
  expect(CIRCLES).toHaveLength(6)
  expect(PERSON_KEYS.length).toBeGreaterThanOrEqual(12)
  const bodies = PERSON_KEYS.map((who) => PEOPLE[who].body)
  expectUnique(bodies.flatMap((body) => ('rpps' in body ? [body.rpps] : [])))
  expectUnique(bodies.map(({ email }) => email))
  expectUnique(bodies.map(({ telephone }) => telephone))
  expectUnique(bodies.map(({ givenName, familyName }) => `${givenName} ${familyName}`))
  expectUnique(STRUCTURES.flatMap(({ id, body }) => [id, body.finess]))
  expectUnique(CIRCLES.flatMap(({ id, patient }) => [id, patient.id]))
  expectUnique(CIRCLES.flatMap(({ patient }) => (patient.body.identifiers ?? []).map(({ system, value }) => `${system}|${value}`)))
})

test('whoever writes in a journal is in that circle now, and can sign in', () => {
  for (const { id, members, messages } of CIRCLES) {
    const present = new Set(members.filter(isNow).map(({ who }) => who))
    expect({ id, size: present.size >= 3 && present.size <= 9 }).toEqual({ id, size: true })
    expect({ id, strangers: messages.map(([who]) => who).filter((who) => !present.has(who)) }).toEqual({ id, strangers: [] })
  }
  expect(conversations.flat().filter(([who]) => 'status' in PEOPLE[who].body)).toEqual([])
})

test('the list that the brake stops is one: of a circle that is large enough, more than half are missing; one is new', () => {
  const { members } = CIRCLES.find(({ id }) => id === CUT_OFF.circle) ?? { members: [] }
  const present = new Map(members.filter(isNow).map(({ who, role }) => [who, role]))
  const kept = CUT_OFF.listed.filter(({ who }) => present.has(who))
  expect(present.size).toBeGreaterThanOrEqual(6)
  expect((present.size - kept.length) * 100).toBeGreaterThan(50 * present.size)
  // Whoever stays, stays as they are.
  expect(kept.map(({ who, role }) => [who, role])).toEqual(kept.map(({ who }) => [who, present.get(who)]))
  const added = CUT_OFF.listed.filter(({ who }) => !present.has(who))
  expect(added).toHaveLength(1)
  for (const { who, role } of added) {
    expect(PEOPLE[who].body).not.toHaveProperty('status')
    MemberBody.parse({ role })
  }
})

test('the liaison book is written by the people of the DAC, its folders are filled by editors and managers, with files', () => {
  expect(DAC_ROOMS.liaison.filter(([who]) => roleInTheDac(who) === undefined)).toEqual([])
  const deposits = DAC_ROOMS.folders.flatMap((folder) => folder.deposits)
  expect(deposits.filter(([who, , file]) => file === undefined || !['editor', 'manager'].includes(roleInTheDac(who) ?? ''))).toEqual([])
  expect(PERSON_KEYS.filter((who) => roleInTheDac(who) !== undefined).length).toBeGreaterThanOrEqual(4)
})

test('periods of one person in one circle follow each other; one is over, one has resumed, one is to come', () => {
  for (const { members } of CIRCLES)
    for (const who of new Set(members.map((member) => member.who))) {
      const stays = members.filter((member) => member.who === who)
      for (const { from, until = Infinity } of stays) expect(from).toBeLessThan(until)
      for (const [index, stay] of stays.slice(1).entries()) expect(stays[index]?.until ?? Infinity).toBeLessThanOrEqual(stay.from)
    }
  const all = CIRCLES.flatMap(({ id, members }) => members.map((member) => ({ ...member, key: `${id} ${member.who}` })))
  const returned = all.filter(({ key }) => all.filter((other) => other.key === key).length > 1)
  expect(returned.length).toBeGreaterThan(0)
  expect(all.some(({ until }) => until !== undefined && until <= 0)).toBe(true)
  expect(all.some(({ from }) => from > 0)).toBe(true)
  expect(CIRCLES.filter(({ closed }) => closed !== undefined)).toHaveLength(1)
})

test('messages are short, few enough for a quick start, and none is said twice in a room', () => {
  expect(CIRCLES.filter(({ messages }) => messages.length < 8 || messages.length > 25)).toEqual([])
  for (const messages of conversations) expectUnique(messages.map(([who, text]) => `${who} ${text}`))
  expect(conversations.flat().filter(([, text]) => text.length > 1_500)).toEqual([])
  expect(conversations.flat().length).toBeLessThanOrEqual(180)
})

test('mails go between people who have an account, are read by whom they were written to, and show what mail can do', () => {
  expectUnique(MAILS.map(({ from, subject }) => `${from} ${subject}`))
  for (const { from, to, subject, text, readBy, answer } of MAILS) {
    MailBody.parse({ key: 'demo', to: to.map(personId), subject, text })
    const everybody = [from, ...to]
    expect({ subject, unknown: everybody.filter((who) => 'status' in PEOPLE[who].body) }).toEqual({ subject, unknown: [] })
    expect({ subject, strangers: readBy.filter((who) => !to.includes(who)) }).toEqual({ subject, strangers: [] })
    if (answer === undefined) continue
    const others = everybody.filter((who) => who !== answer.from)
    expect({ subject, of: [answer.from, ...answer.readBy].filter((who, at) => !(at === 0 ? to : others).includes(who)) }).toEqual({
      subject,
      of: [],
    })
  }
  const shown: readonly ((mail: DemoMail) => boolean)[] = [
    ({ important }) => important === true,
    ({ file }) => file !== undefined,
    ({ notifyOnRead, readBy }) => notifyOnRead === true && readBy.length > 0,
    ({ answer }) => answer !== undefined,
    ({ to, readBy }) => readBy.length < to.length,
    ({ to, readBy }) => readBy.length === to.length,
  ]
  for (const isShown of shown) expect(MAILS.some(isShown), isShown.toString()).toBe(true)
})

test('the file of a mail is a PDF whose table says where its parts are', () => {
  const text = Buffer.from(onePagePdf('Essai (1)', ['élève', ''])).toString('latin1')
  const start = Number(/startxref\n(\d+)/.exec(text)?.[1])
  expect(text.slice(start, start + 4)).toBe('xref')
  const offsets = [...text.slice(start).matchAll(/(\d{10}) 00000 n/g)].map((match) => Number(match[1]))
  expect(offsets).toHaveLength(6)
  for (const [index, offset] of offsets.entries()) expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`))
})

test('journals hold files of each kind, and a picture is one that its bytes say', () => {
  const files = CIRCLES.map(({ messages }) => messages.flatMap(([, , file]) => file ?? []))
  expect(files.filter((those) => those.length > 0).length).toBeGreaterThanOrEqual(5)
  for (const ending of ['.pdf', '.png', '.txt'])
    expect(
      files.flat().some(({ name }) => name.endsWith(ending)),
      ending,
    ).toBe(true)
  const png = Buffer.from(barChartPng([1, 5, 3]))
  const parts = new Map<string, Buffer>()
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const end = at + 8 + png.readUInt32BE(at)
    expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(at + 4, end)))
    parts.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, end))
  }
  expect([...parts.keys()]).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
  expect(inflateSync(parts.get('IDAT') ?? '')).toHaveLength(CHART.height * (CHART.width + 1))
})

test('passwords are long, readable and never the same', () => {
  const passwords = Array.from({ length: 50 }, readablePassword)
  for (const password of passwords) expect(password).toMatch(/^([a-z]{4}-){5}\d\d$/)
  expectUnique(passwords)
})

function expectUnique(values: readonly string[]): void {
  expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([])
}

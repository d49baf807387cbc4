import { beforeAll, expect, test } from 'vitest'
import type { Simulation } from '../src/contract.ts'
import { decisionsOf } from './support/decisions.ts'
import { ABSENT, ACTS, KINDS, PLACES, type Scene, inADac, inAJournal, simulate } from './support/kinds-and-acts.ts'
import { eventually, sharedStage } from './support/rooms.ts'

const stage = sharedStage()
const { told, registry, newStructure, newCircle, timelineOf } = stage
const { listed } = decisionsOf(stage)

test.for([...KINDS, ...PLACES])('what is said of a %s is what happens to them', { timeout: 120_000 }, async (kind) => {
  const scene = await (PLACES.some((one) => one === kind) ? inADac(kind) : inAJournal(kind))
  const said: Simulation[] = []
  for (const [act, given] of ACTS) said.push(await simulate(scene, act, given))
  // Nothing was done and nothing recorded by asking.
  // While an account is ended or locked, the homeserver itself tries to update its memberships in the person's name.
  if (kind !== 'departed' && kind !== 'suspended') expect(await listed(`personId=${scene.who.id}`)).toEqual([])

  const wrong: string[] = []
  for (const [index, [act, given, really]] of ACTS.entries()) {
    if (act === 'leave' && ABSENT.includes(kind)) continue
    const { status, body } = await really(scene)
    const code = body['fr.sphere.refusal']
    const simulated = said[index]
    const agrees = simulated?.allowed === status < 300 && (code === undefined || code === simulated.code)
    if (!agrees) wrong.push(`${act} ${JSON.stringify(given)}: said ${simulated?.code ?? 'allowed'}, was ${status} ${JSON.stringify(body)}`)
  }
  expect(wrong).toEqual([])
})

let scene: Scene
beforeAll(async () => {
  scene = await inAJournal('member')
})

test('a simulation shows every rule that was asked, what it answered, and the facts in words', async () => {
  const { sentence, doors, rule, told: words, allowed } = await simulate(scene, 'delete', { followed: true })
  expect({ allowed, rule }).toEqual({ allowed: false, rule: 'only-the-last-message-is-deletable' })
  expect(sentence.fr).toContain(`${scene.who.fullName} ne peut pas supprimer un message dans le journal de `)
  expect(words?.fr).toContain('n’est plus le dernier')
  expect(doors.map(({ door, question, verdicts }) => [door, question, verdicts.map(({ rule: one, code }) => [one, code])])).toEqual([
    [
      'gateway',
      'room.read',
      [
        ['only-active-people-act', null],
        ['services-do-nothing-else', null],
        ['only-members-read', null],
      ],
    ],
    [
      'module',
      'message.redact',
      [
        ['only-active-people-act', null],
        ['services-do-nothing-else', null],
        ['members-write-where-people-write', null],
        ['only-the-last-message-is-deletable', 'NO_LONGER_THE_LAST'],
        ['documents-are-removed-with-a-reason', null],
      ],
    ],
  ])
  expect(doors[1]?.facts.map(({ fr }) => fr)).toEqual([
    'Le salon : le journal d’un usager',
    'Cercle fermé : non',
    `${scene.who.fullName} : compte actif`,
    `${scene.who.fullName} : membre selon le registre : oui`,
    `${scene.who.fullName} : y écrit selon le registre : oui`,
    'Ce que vise la suppression : son propre message',
    'C’est le dernier message d’une personne : non',
  ])
})

test('what cannot be simulated is said', async () => {
  const ask = async (body: unknown) => {
    const { status, body: answer } = await registry('POST', '/decisions/simulate', body)
    return [status, answer['code'], answer['path']]
  }
  const [personId, circleId] = [scene.who.id, scene.place['circleId']]
  expect(await ask({ act: 'read', personId: 'inconnu', circleId })).toEqual([404, 'PERSON_UNKNOWN', undefined])
  expect(await ask({ act: 'read', personId, circleId: 'inconnu' })).toEqual([404, 'CIRCLE_UNKNOWN', undefined])
  expect(await ask({ act: 'read', personId, structureId: 'inconnue' })).toEqual([404, 'STRUCTURE_UNKNOWN', undefined])
  expect(await ask({ act: 'read', personId })).toEqual([400, 'BAD_REQUEST', 'circleId'])
  expect(await ask({ act: 'invite', personId, circleId })).toEqual([400, 'BAD_REQUEST', 'subjectId'])
  expect(await ask({ act: 'fly', personId, circleId })).toEqual([400, 'BAD_REQUEST', 'act'])
  const empty = await newCircle((await newStructure()).id)
  expect(await ask({ act: 'read', personId, circleId: empty.id })).toEqual([409, 'ROOM_NOT_MADE', undefined])
  const stray = await eventually(() =>
    told<Simulation>('POST', '/decisions/simulate', { act: 'read', personId, roomId: '!stray:localhost' }),
  )
  expect(stray).toMatchObject({ allowed: false, code: 'ROOM_UNKNOWN' })
})

test('a simulated act of the moment leaves the room as it was', async () => {
  const ids = async () => (await timelineOf(scene.room)).map(({ event_id: id }) => id)
  const before = await ids()
  for (const [act, given] of ACTS) await simulate(scene, act, given)
  expect(await ids()).toEqual(before)
})

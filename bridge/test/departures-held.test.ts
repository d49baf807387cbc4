import { expect, inject, test } from 'vitest'
import type { Departure, Employment, HeldDeparture, Member, Substitution } from '../src/contract.ts'
import { atTheConsole, numberOf } from './support/held.ts'
import { CLIENT, type Matrix, type Someone, eventually, sharedStage } from './support/rooms.ts'
import { type Team, aJournalOf, aTeam, good, readsEvent, untilJoined } from './support/substitutions.ts'
import { bell, notificationsRoom } from './support/wishes.ts'

const stage = sharedStage()
const doors = inject('stack')
const { told, newPerson, newStructure, employ, addMember, signIn, logIn, timelineOf, serverName } = stage

/** Somebody who is in eleven circles of a DAC and in its team: too much to end at a word. They replace the manager in one more circle. */
async function somebodyEverywhere() {
  const team = await aTeam({ dac: true, kind: 'DAC' })
  const { nadia, manager, yann } = team
  const journal = await aJournalOf(team)
  await addMember(journal.circle, yann.id)
  const others = Array.from({ length: 9 }, async () => {
    const { id } = await stage.newCircle(team.structure)
    await addMember(id, nadia.id)
    return id
  })
  const circles = [journal.circle, ...(await Promise.all(others))]
  const { id: replaced } = await stage.newCircle(team.structure)
  await addMember(replaced, manager.id)
  await told('PUT', `/people/${nadia.id}/password`, { password: nadia.password })
  const asNadia = await signIn(nadia)
  await team.replace({ replacedId: manager.id, replacementId: nadia.id })
  await eventually(async () => expect(await membersNow(replaced)).toContain(nadia.id))
  const leaving = { personId: nadia.id, reason: 'retraite', contactId: manager.id }
  const ask = () => team.asManager('POST', `/api/v1/structures/${team.structure}/departures`, leaving)
  return { ...team, ...journal, circles, replaced, asNadia, leaving, ask }
}
type Everywhere = Awaited<ReturnType<typeof somebodyEverywhere>>

const LONG = { timeout: 240_000 }
const membersNow = async (circle: string) =>
  (await told<{ items: Member[] }>('GET', `/circles/${circle}/members`)).items.map(({ personId }) => personId)
const openJobsOf = async ({ id }: Someone) =>
  (await told<{ items: Employment[] }>('GET', `/people/${id}/employments`)).items.filter(({ end }) => end === null)
const substitutionsOf = async ({ structure }: Team) =>
  (await told<{ items: Substitution[] }>('GET', `/structures/${structure}/substitutions`)).items.map(({ state }) => state)
const heldOf = async ({ asManager, structure }: Pick<Team, 'asManager' | 'structure'>, query = '') =>
  good<{ items: HeldDeparture[] }>(await asManager('GET', `/api/v1/structures/${structure}/held-departures${query}`)).items
const number = ({ status, body }: { status: number; body: Record<string, unknown> }) => numberOf({ status, ...body })

async function nothingChanged(here: Everywhere): Promise<void> {
  const { nadia, asNadia, room, said, circles, replaced } = here
  expect(await readsEvent(asNadia, room, said)).toBe(200)
  for (const circle of [...circles, replaced]) expect(await membersNow(circle)).toContain(nadia.id)
  expect(await openJobsOf(nadia)).toHaveLength(1)
  expect(await substitutionsOf(here)).toEqual(['under-way'])
  expect(good<{ items: Departure[] }>(await here.asManager('GET', `/api/v1/structures/${here.structure}/departures`)).items).toEqual([])
  expect((await told<{ status: string }>('GET', `/people/${nadia.id}`)).status).toBe('active')
  expect((await bell(here.manager)).items.filter(({ type }) => type === 'departure')).toEqual([])
}

/** Of that structure alone, by pages. A colleague is asked to leave too. */
async function seenByManagersAlone(here: Everywhere): Promise<void> {
  const path = `/api/v1/structures/${here.structure}/held-departures`
  expect(await here.asNadia('GET', path)).toMatchObject({ status: 403, body: { code: 'MANAGERS_ONLY' } })
  expect(await (await here.asYann())('GET', path)).toMatchObject({ status: 404, body: { code: 'STRUCTURE_UNKNOWN' } })
  const [rival, elsewhere] = [await newPerson(), (await newStructure()).id]
  await employ(rival, elsewhere, 'manager')
  const asRival = await signIn(rival)
  expect(await asRival('GET', path)).toMatchObject({ status: 404, body: { code: 'STRUCTURE_UNKNOWN' } })
  expect(await heldOf({ asManager: asRival, structure: elsewhere })).toEqual([])
  // By pages, each once.
  const colleague = await newPerson({}, { withPassword: false })
  await employ(colleague, here.structure)
  for (const circle of here.circles) await addMember(circle, colleague.id)
  number(await here.asManager('POST', `/api/v1/structures/${here.structure}/departures`, { personId: colleague.id, reason: 'mutation' }))
  const first = good<{ items: HeldDeparture[]; next: string }>(await here.asManager('GET', `${path}?limit=1`))
  const second = good<{ items: HeldDeparture[]; next: null }>(await here.asManager('GET', `${path}?limit=1&cursor=${first.next}`))
  expect([...first.items, ...second.items].map(({ person }) => person.id)).toEqual([colleague.id, here.nadia.id])
  expect(second.next).toBeNull()
  expect(await here.asManager('GET', `${path}?state=inconnu`)).toMatchObject({ status: 400 })
}

/** What their author is told of the decision: in the bell, and by the bot in Notifications. */
async function toldOnce(author: Someone, as: Matrix, id: string, words: RegExp): Promise<void> {
  await eventually(async () => {
    const decided = (await bell(author)).items.filter(({ type, about }) => type === 'held.decided' && about['held'] === id)
    expect(decided.map(({ body }) => body)).toEqual([expect.stringMatching(words)])
  })
  const room = await notificationsRoom(as)
  const heard = async () => {
    const bot = `@sphere:${serverName}`
    const said = (await timelineOf(room)).filter(
      ({ sender, content }) => sender === bot && String(content['body']).startsWith(`Votre demande n° ${id},`),
    )
    expect(said).toHaveLength(1)
  }
  await eventually(heard)
  // The work on that room is done again, and says nothing again.
  await told('PUT', `/people/${author.id}`, { ...bodyOf(author), status: 'suspended' })
  await untilJoined(room, author.userId, false)
  await told('PUT', `/people/${author.id}`, bodyOf(author))
  await untilJoined(room, author.userId, true)
  await heard()
}
const bodyOf = ({ givenName, familyName, profession, administrator }: Someone) => ({
  givenName,
  familyName,
  profession,
  administrator,
  status: 'active',
})

test(
  'a departure from many circles waits; approved by another, all of it happens, and the manager who asked is told once',
  LONG,
  async () => {
    const here = await somebodyEverywhere()
    const { nadia, manager, yann, circles, replaced, structure } = here
    const id = number(await here.ask())
    expect(number(await here.ask())).toBe(id)
    await nothingChanged(here)
    const waiting = await heldOf(here, '?state=waiting')
    expect(waiting).toMatchObject([
      {
        id,
        person: { id: nadia.id, name: nadia.fullName },
        reason: 'retraite',
        requestedBy: manager.fullName,
        state: 'waiting',
        accesses: 12,
      },
    ])

    const claire = await atTheConsole(stage, doors)
    expect(await claire.held(id)).toMatchObject({ kind: 'departure', by: manager.fullName, mine: false })
    expect((await claire.decide(id, 'approval')).status).toBe(200)
    expect(await readsEvent(here.asNadia, here.room, here.said)).not.toBe(200)
    await eventually(async () => expect((await logIn(nadia.userId, nadia.password)).status).toBe(401))
    await eventually(async () => expect((await here.asNadia('GET', `${CLIENT}/account/whoami`)).status).toBe(401))
    for (const circle of [...circles, replaced]) await eventually(async () => expect(await membersNow(circle)).not.toContain(nadia.id))
    await untilJoined(here.room, nadia.userId, false)
    expect(await openJobsOf(nadia)).toEqual([])
    expect(await substitutionsOf(here)).toEqual(['cancelled'])

    const departures = good<{ items: Departure[] }>(await here.asManager('GET', `/api/v1/structures/${structure}/departures`)).items
    expect(departures).toMatchObject([{ person: { id: nadia.id }, reason: 'retraite', requestedBy: manager.fullName, circleCount: 10 }])
    const left = await here.asManager('GET', `/api/v1/structures/${structure}/departures/${departures[0]?.id}/circles`)
    expect(good<{ items: { circleId: string }[] }>(left).items.map(({ circleId }) => circleId)).toEqual(circles.toSorted())
    const [departure] = (await bell(manager)).items.filter(({ type }) => type === 'departure')
    expect(departure?.about).toMatchObject({ circles: circles.toSorted() })
    // Whoever writes to her is told, and whom to write to instead.
    const asYann = await here.asYann()
    expect((await asYann('POST', `${CLIENT}/createRoom`, { is_direct: true, invite: [nadia.userId] })).status).toBe(403)
    await eventually(async () => {
      const [absent] = (await bell(yann)).items.filter(({ type }) => type === 'mail.recipient-departed')
      expect(absent?.body).toContain(`a quitté la plateforme : écrivez plutôt à ${manager.fullName}`)
    })

    expect((await claire.decide(id, 'approval')).status).toBe(200)
    expect(await heldOf(here)).toMatchObject([{ id, state: 'approved', accesses: null, decidedBy: claire.person.fullName }])
    expect(await heldOf(here, '?state=waiting')).toEqual([])
    await toldOnce(manager, here.asManager, id, new RegExp(`^Votre demande n° ${id},.* a été approuvée par ${claire.person.fullName}`))
  },
)

test('rejected, everything is as it was, and the manager who asked is told once; they can read why', LONG, async () => {
  const here = await somebodyEverywhere()
  const id = number(await here.ask())
  await seenByManagersAlone(here)
  const claire = await atTheConsole(stage, doors)
  expect((await claire.decide(id, 'rejection', 'Elle reste jusqu’en mars')).status).toBe(200)
  expect((await claire.decide(id, 'rejection', 'encore')).status).toBe(200)
  await nothingChanged(here)
  expect((await stage.joinedIn(here.room)).includes(here.nadia.userId)).toBe(true)
  expect(await heldOf(here, '?state=rejected')).toMatchObject([
    { id, state: 'rejected', decisionReason: 'Elle reste jusqu’en mars', accesses: null },
  ])
  await toldOnce(here.manager, here.asManager, id, new RegExp(`^Votre demande n° ${id},.* a été rejetée par ${claire.person.fullName}`))
})

test('an administrator who asked for a departure is told of each decision once', LONG, async () => {
  const here = await somebodyEverywhere()
  const [claire, denis] = [await atTheConsole(stage, doors), await atTheConsole(stage, doors)]
  const asClaire = await signIn(claire.person)
  const ask = async () => number(await claire.call('POST', `/people/${here.nadia.id}/departure`, { reason: 'retraite' }))
  const rejected = await ask()
  // It was not asked for as of the structure: its managers learn of it when it is done.
  expect(await heldOf(here)).toEqual([])
  expect((await claire.decide(rejected, 'rejection')).status).toBe(403)
  expect((await denis.decide(rejected, 'rejection')).status).toBe(200)
  await nothingChanged(here)
  await toldOnce(claire.person, asClaire, rejected, new RegExp(`a été rejetée par ${denis.person.fullName}`))

  // Suspended and back, she signs in anew.
  const again = await atTheConsole(stage, doors, { administrator: claire.person })
  const approved = number(await again.call('POST', `/people/${here.nadia.id}/departure`, { reason: 'retraite' }))
  expect(approved).not.toBe(rejected)
  expect((await denis.decide(approved, 'approval')).status).toBe(200)
  for (const circle of here.circles) await eventually(async () => expect(await membersNow(circle)).not.toContain(here.nadia.id))
  await toldOnce(claire.person, await signIn(claire.person), approved, new RegExp(`a été approuvée par ${denis.person.fullName}`))
})

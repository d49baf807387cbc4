import { type Facts, type Language, type Question, RULES, SIMULATED, decisionSentence, ruleWords } from 'policies'
import type { z } from 'zod'
import type { Caller, Person, Simulation, SimulationBody } from '../contract.ts'
import { factWords } from '../core/fact-words.ts'
import { Fault } from '../core/faults.ts'
import { fullName } from '../core/names.ts'
import { placeWords } from '../core/place-words.ts'
import { actionOf } from '../core/question.ts'
import { type Imagined, SIMULATED_ACTS, type SimulatedAct } from '../core/simulated-acts.ts'
import { findPerson } from '../db/people.ts'
import { getRoomTitle } from '../db/room-subjects.ts'
import { type RoomRow, findRoom, findRoomById } from '../db/rooms.ts'
import { type Judged, judgeEvent, judgeExport, judgePublication, judgeReading } from './answer-policy-question.ts'
import { both, mayName, refusalWords } from './explain-decisions.ts'
import { judgeMail } from './open-mail.ts'
import type { World } from './world.ts'

type Asked = z.output<typeof SimulationBody>
type Door = Simulation['doors'][number]
type Verdict = Door['verdicts'][number]
/** What the gateway's table says of a request; undefined when no row knows it. */
export type Classify = (verb: string, path: string) => { treatment: string; path: string } | undefined

const NOWHERE = '!nowhere'

/**
 * Asks the real rules, on the facts of this moment, what they would answer; nothing is done and nothing recorded. The doors are
 * asked in the order in which a real act meets them, each in full, so that one sees what else would have refused.
 * Throws PERSON_UNKNOWN, CIRCLE_UNKNOWN, STRUCTURE_UNKNOWN, ROOM_NOT_MADE, BAD_REQUEST.
 */
export async function simulateDecision(world: World, asked: Asked, classify: Classify, caller: Caller): Promise<Simulation> {
  const act = SIMULATED_ACTS[asked.act]
  const needs = SIMULATED[asked.act]
  const { db, serverName, matrix, now } = world
  const person = await getPerson(world, asked.personId)
  if (needs.subject && asked.subjectId === undefined) throw new Fault('BAD_REQUEST', 'subjectId')
  const subject = !needs.subject || asked.subjectId === undefined ? person : await getPerson(world, asked.subjectId)
  const room = needs.place ? await findPlace(world, asked) : null
  const given: Imagined = {
    actor: person.userId as Imagined['actor'],
    subject: subject.userId as Imagined['subject'],
    bridge: matrix.bridge,
    roomId: room?.room_id ?? asked.roomId ?? NOWHERE,
    followed: asked.followed,
    reasoned: asked.reasoned,
  }
  const title = room === null ? null : (await getRoomTitle(db, room)).title
  const may = mayName(caller)
  const mayTitle = room?.kind === 'journal' ? may.circles : may.structures
  const names = {
    who: may.people ? fullName(person) : person.id,
    whom: may.people ? fullName(subject) : subject.id,
    room: room && { kind: room.kind, title: mayTitle ? title : room.ref },
  }
  const policy = { db, serverName, now, bridge: matrix.bridge }
  const gateway = await askGateway(policy, act, given, person, names, classify)
  const rules = await askRules(policy, act, given, needs.subject)
  const doors = [gateway, doorOf(doorThatAsks(act), rules, names)].filter((door) => door !== null)
  const refused = doors.flatMap((door) => door.verdicts).find(({ code }) => code !== null)
  const action = typeof act.asks === 'function' ? actionOf(act.asks(given)) : null
  return {
    allowed: refused === undefined,
    code: refused?.code ?? null,
    rule: refused?.rule ?? null,
    sentence: both((language) =>
      decisionSentence(
        language,
        refused === undefined ? 'may' : 'may-not',
        { ...wishOf(asked, rules.question, action), code: refused?.code ?? null },
        { ...placeWords(language, names.room ?? { kind: null, title: null }, names.whom), who: names.who },
      ),
    ),
    why: refused?.why ?? null,
    told: refused?.words ?? null,
    doors,
  }
}

/** What opens a conversation is asked by the gateway itself, and the service does the rest; of copies the homeserver never hears. */
const doorThatAsks = ({ asks }: SimulatedAct): Door['door'] => (asks === 'mail' ? 'gateway' : asks === 'export' ? 'api' : 'module')

const wishOf = ({ act }: Asked, question: Question, action: string | null): { question: string; action: string | null } =>
  act === 'change-display-name'
    ? { question: 'closed.use', action: 'PUT /profile/{userId}/displayname' }
    : { question: act === 'create-room' ? 'room.create' : question, action }

async function getPerson({ db, serverName }: World, id: string): Promise<Person> {
  const person = await findPerson(db, id, serverName)
  if (person === undefined) throw new Fault('PERSON_UNKNOWN')
  return person
}

/** The room meant; null for one that the registry does not know. */
async function findPlace({ db }: World, { circleId, structureId, kind, roomId }: Asked): Promise<RoomRow | null> {
  if (roomId !== undefined) return (await findRoomById(db, roomId)) ?? null
  if (circleId === undefined && structureId === undefined) throw new Fault('BAD_REQUEST', 'circleId')
  const room = await (circleId !== undefined
    ? findRoom(db, { kind: 'journal', ref: circleId })
    : findRoom(db, { kind, ref: structureId ?? '' }))
  if (room === undefined) throw new Fault(circleId === undefined ? 'STRUCTURE_UNKNOWN' : 'CIRCLE_UNKNOWN')
  if (room.room_id === null) throw new Fault('ROOM_NOT_MADE')
  return room
}

type PolicyWorld = Parameters<typeof judgeReading>[0]
type Names = { who: string; whom: string }

async function askRules(
  world: PolicyWorld,
  { asks }: SimulatedAct,
  given: Imagined,
  toSomebody: boolean,
): Promise<Pick<Judged, 'question' | 'facts'>> {
  if (asks === 'reading') return judgeReading(world, given.roomId, given.actor)
  if (asks === 'mail')
    return {
      question: 'mail.open',
      ...(await judgeMail(world, given.actor, { invited: toSomebody ? [given.subject] : [], asks: 'conversation' })),
    }
  if (asks === 'publication') return judgePublication(world, given.roomId, given.actor)
  if (asks === 'export') return judgeExport(world, given.roomId, given.actor)
  return judgeEvent(world, given.roomId, null, asks(given))
}

/** What the gateway would say before Synapse hears of it; null when it lets everybody's such request pass. */
async function askGateway(
  world: PolicyWorld,
  act: SimulatedAct,
  given: Imagined,
  person: Person,
  names: Names,
  classify: Classify,
): Promise<Door | null> {
  if (doorThatAsks(act) === 'api') return null
  const found = classify(...act.route(given))
  if (found === undefined || found.treatment === 'closed' || found.treatment === 'absent')
    return { door: 'gateway', question: 'closed.use', verdicts: [verdictOf('closed-routes', 'CLOSED_HERE')], facts: [] }
  // Who is not active has no session: the homeserver knows none of their tokens any more.
  if (found.treatment !== 'room')
    return person.status === 'active'
      ? null
      : { door: 'gateway', question: 'room.read', verdicts: [verdictOf('only-active-people-act', 'ACCOUNT_NOT_ACTIVE')], facts: [] }
  return doorOf('gateway', await judgeReading(world, given.roomId, given.actor), names)
}

function doorOf(door: Door['door'], { question, facts }: { question: Question; facts: Facts }, names: Names): Door {
  const heard = RULES.filter((rule) => rule.asks.includes(question))
  const french = factWords('fr', question, facts, names)
  const english = factWords('en', question, facts, names)
  return {
    door,
    question,
    verdicts: heard.map((rule) => verdictOf(rule.id, rule.refuse(facts))),
    facts: french.map((fr, index) => ({ fr, en: english[index] ?? fr })),
  }
}

const verdictOf = (rule: string, code: string | null): Verdict => ({
  rule,
  is: both((language: Language) => ruleWords(language, rule).is),
  why: both((language: Language) => ruleWords(language, rule).why),
  code,
  words: refusalWords(code),
})

import { type Language, REFUSALS, type RefusalCode, decisionSentence, ruleWords } from 'policies'
import { type Caller, type Decision, mayDo } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import type { CircleId, PersonId, StructureId } from '../core/ids.ts'
import { fullName } from '../core/names.ts'
import { placeWords } from '../core/place-words.ts'
import { ROOM_KINDS, isRoomKind } from '../core/rooms/index.ts'
import { type DecisionFilter, type DecisionRow, findDecision, listDecisions } from '../db/decisions.ts'
import type { World } from './world.ts'

type Both = Record<Language, string>
export const both = (words: (language: Language) => string): Both => ({ fr: words('fr'), en: words('en') })

/** Names are for those who may read them where they are kept: professionals, patients and structures each have their right. */
export interface MayName {
  readonly people: boolean
  readonly circles: boolean
  readonly structures: boolean
}
export const mayName = (caller: Caller): MayName => ({
  people: mayDo(caller, 'people:read'),
  circles: mayDo(caller, 'circles:read'),
  structures: mayDo(caller, 'structures:read'),
})

/** Decisions with the words that explain them, newest first. */
export async function readDecisions(
  { db, matrix }: World,
  filter: DecisionFilter,
  caller: Caller,
): Promise<{ items: Decision[]; next: string | null }> {
  const { items, next } = await listDecisions(db, filter)
  return { items: items.map((row) => explained(row, mayName(caller), matrix.bridge)), next }
}

/** Throws DECISION_UNKNOWN. */
export async function readDecision({ db, matrix }: World, id: string, caller: Caller): Promise<Decision> {
  const row = await findDecision(db, id)
  if (row === undefined) throw new Fault('DECISION_UNKNOWN')
  return explained(row, mayName(caller), matrix.bridge)
}

export const refusalWords = (code: string | null): Both | null =>
  code !== null && Object.hasOwn(REFUSALS, code) ? { fr: REFUSALS[code as RefusalCode].fr, en: REFUSALS[code as RefusalCode].en } : null
const SERVICE: Both = { fr: 'Le service', en: 'The service' }

function explained(row: DecisionRow, may: MayName, bridge: string): Decision {
  const name = (given: string | null, family: string | null): string | null =>
    may.people && given !== null && family !== null ? fullName({ givenName: given, familyName: family }) : null
  const person = row.person === null ? null : { id: row.person as PersonId, name: name(row.given_name, row.family_name) }
  const subject = row.subject === null ? null : { id: row.subject as PersonId, name: name(row.subject_given_name, row.subject_family_name) }
  const place = placeOf(row, may)
  const title = place?.name ?? row.ref
  const who = (language: Language) =>
    row.user_id === bridge ? SERVICE[language] : (person?.name ?? (may.people ? row.user_id : (person?.id ?? unknownAccount[language])))
  const whom = subject && (subject.name ?? subject.id)
  const outcome = row.allowed ? 'done' : 'refused'
  return {
    id: row.id,
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    count: row.count,
    allowed: row.allowed,
    question: row.question,
    action: row.action,
    rule: row.rule,
    code: row.code,
    via: row.via,
    userId: may.people ? row.user_id : null,
    person,
    subject,
    place,
    sentence: both((language) =>
      decisionSentence(language, outcome, row, { ...placeWords(language, { kind: row.kind, title }, whom), who: who(language) }),
    ),
    ruleIs: row.rule === null ? null : both((language) => ruleWords(language, row.rule ?? '').is),
    why: row.rule === null ? null : both((language) => ruleWords(language, row.rule ?? '').why),
    told: refusalWords(row.code),
  }
}
const unknownAccount: Both = { fr: 'Un compte inconnu du registre', en: 'An account that the registry does not know' }

function placeOf({ kind, ref, room_id: roomId, title, structure }: DecisionRow, may: MayName): Decision['place'] {
  if (roomId === null && ref === null) return null
  const journal = kind === 'journal'
  const ofStructure = kind !== null && isRoomKind(kind) && ROOM_KINDS[kind].members === 'staff'
  return {
    kind,
    circleId: journal ? (ref as CircleId | null) : null,
    structureId: ofStructure ? ((structure ?? ref) as StructureId | null) : null,
    roomId,
    name: (journal ? may.circles : may.structures) ? title : null,
  }
}

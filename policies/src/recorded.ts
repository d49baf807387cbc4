import { QUESTIONS, type Question } from './facts.ts'

/** Permissions that are recorded like refusals: acts that change what others can read, that open a place, or that take a record out of it. */
export const PERMISSIONS_THAT_MATTER: ReadonlySet<Question> = new Set<Question>(['message.redact', 'mail.open', 'journal.export'])

/** What somebody does, as against what they look at: they are told of a refusal by the bot. A client that polls tells nobody. */
const LOOKS: ReadonlySet<Question> = new Set<Question>(['room.read', 'media.read'])
const CLOSED_ACTS = [
  'PUT /profile/{userId}/displayname',
  'DELETE /profile/{userId}/displayname',
  'POST /account/deactivate',
  'POST /account/3pid',
  'POST /pushers/set',
  'POST /knock/{anyRoom}',
  'PUT /directory/room/{alias}',
  'PUT /directory/list/room/{anyRoom}',
]
export const ACTS: readonly string[] = QUESTIONS.filter((question) => !LOOKS.has(question))
export const isAct = (question: string, action: string | null): boolean =>
  ACTS.includes(question) || (question === 'closed.use' && CLOSED_ACTS.includes(action ?? ''))

export { decide, type Decision } from './decide.ts'
export { isDeletable } from './deletable.ts'
export { type Outcome, type Told, becauseWords, decisionSentence, wishWords } from './decision-words.ts'
export {
  QUESTIONS,
  SPACES,
  type Correspondents,
  type Deletion,
  type Facts,
  type MailAsked,
  type Medium,
  type Question,
  type RoomKindName,
  type Saying,
  type Someone,
  type Upload,
} from './facts.ts'
export { PERMISSIONS_THAT_MATTER, isAct } from './recorded.ts'
export { INSTEAD, ruleWords } from './rule-words.ts'
export { REFUSALS, type RefusalCode, type Rule } from './rule.ts'
export { SIMULATED, type SimulatedActName, isSimulated } from './simulated-acts.ts'
export { RULES } from './rules/index.ts'
export { isKnownAction } from './actions.ts'
export { ANYWHERE, type Language, type Named, type RecordedQuestion } from './wishes.ts'

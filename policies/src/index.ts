export { decide, type Decision } from './decide.ts'
export {
  QUESTIONS,
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
export { REFUSALS, type RefusalCode, type Rule } from './rule.ts'
export { RULES } from './rules/index.ts'

export { decide, type Decision } from './decide.ts'
export { QUESTIONS, type Deletion, type Facts, type Medium, type Question, type RoomKindName, type Someone, type Upload } from './facts.ts'
export { REFUSALS, type RefusalCode, type Rule } from './rule.ts'
export { RULES } from './rules/index.ts'

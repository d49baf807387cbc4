import { SUBJECT_AT_MOST } from './mail.ts'

/** What mail programs of the world put before a subject when they answer or pass on. */
const BEFORE = /^(?:\s*(?:re|rép|rep|aw|tr|fw|fwd|wg)\s*(?:\[\d{1,3}\])?\s*[:：])+\s*/iu

const before = (prefix: string, subject: string): string => {
  const words = `${prefix}${subject.replace(BEFORE, '').trimStart()}`.trimEnd()
  return words.length <= SUBJECT_AT_MOST ? words : words.slice(0, SUBJECT_AT_MOST).toWellFormed().replace(/�$/, '')
}
/** "Re : Ordonnance": once, however often it was answered before. */
export const replySubject = (subject: string): string => before('Re : ', subject)
/** "Tr : Ordonnance". */
export const forwardSubject = (subject: string): string => before('Tr : ', subject)

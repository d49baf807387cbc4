import type { Mail } from 'bridge/contract'
import type { TextKey } from '../../text/text.tsx'

type Words = (key: TextKey, values?: Record<string, string | number>) => string

export const subjectOf = ({ subject, deleted }: Pick<Mail, 'subject' | 'deleted'>, t: Words): string =>
  deleted ? t('mail.deleted') : subject === '' ? t('mail.no-subject') : subject

/** What mail programs of the world put before a subject: as the bridge knows them, which says "Re : " and "Tr : " once. */
const BEFORE = /^(?:\s*(?:re|rép|rep|aw|tr|fw|fwd|wg)\s*(?:\[\d{1,3}\])?\s*[:：])+\s*/iu
export const SUBJECT_AT_MOST = 200

export const answerSubject = (before: 'Re : ' | 'Tr : ', subject: string): string =>
  `${before}${subject.replace(BEFORE, '').trimStart()}`.trimEnd().slice(0, SUBJECT_AT_MOST).toWellFormed()

/** Who confirmed that they read it, and when the last of them did. */
export function readingOf({ to }: Mail): { count: number; total: number; last: string | null } {
  const times = to.flatMap(({ readAt }) => readAt ?? [])
  return { count: times.length, total: to.length, last: times.toSorted().at(-1) ?? null }
}

const KINDS = { image: 'image', audio: 'sound', video: 'video' } as const
/** How a file of this type is shown. */
export const kindOf = (type: string): 'image' | 'sound' | 'video' | 'file' =>
  KINDS[(type.split('/')[0] ?? '') as keyof typeof KINDS] ?? 'file'

import type { Expectation } from './attempt.ts'
import type { Finding } from './findings.ts'
import { type Kind, PLACES, SECRETS } from './kinds.ts'

/** What was answered; `status` is null when nobody answered. */
export interface Heard {
  readonly status: number | null
  readonly contentType: string
  readonly text: string
}
export type Verdict = 'refused' | 'allowed' | Finding

/** Judges one answer. */
export function judge(expected: Expectation, kind: Kind, { status, contentType, text }: Heard): Verdict {
  if (status === null || status >= 500 || status === 429) return 'unanswered'
  if (PLACES.some((place) => !kind.reads.includes(place) && text.includes(SECRETS[place]))) return 'told'
  const good = status < 400
  // The pages answer every address that is not another door's: that tells nothing, and nobody's token is asked for.
  const page = good && contentType.startsWith('text/html')
  if (expected === 'refused') return good && !page ? 'accepted' : 'refused'
  if (good) return 'allowed'
  return expected === 'allowed' ? 'refused-wrongly' : 'refused'
}

/** Worth asking again: too many requests, or a part that says it is not there for a moment. */
export const isTransient = ({ status }: Heard): boolean => status === null || status === 429 || (status >= 502 && status <= 504)

/** Seconds that an answer asks to wait. */
export function askedToWaitMs({ text }: Heard): number {
  const asked = /"retry_after_ms":\s*(\d{1,6})/.exec(text)?.[1]
  return Math.min(5_000, Math.max(200, asked === undefined ? 1_000 : Number(asked)))
}

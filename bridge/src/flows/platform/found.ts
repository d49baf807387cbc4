import type { PlatformPart } from '../../contract.ts'

type Words = Readonly<Record<'fr' | 'en', string>>
/** How a part is found. */
export interface Found {
  readonly status: PlatformPart['status']
  readonly detail: Words
  readonly lastSuccess?: Date
  readonly version?: string | undefined
  readonly processes?: PlatformPart['processes']
}
export const answers: Found = { status: 'ok', detail: { fr: 'répond', en: 'answers' } }
export const silent: Found = { status: 'down', detail: { fr: 'ne répond pas', en: 'does not answer' } }

export const FRESH_SECONDS = 35
/** What stopped for longer was taken away for good, unless it was the last of all. */
export const GONE_SECONDS = 3_600

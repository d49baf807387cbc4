import { Refused } from './request.ts'

export type SignInFailure = { kind: 'wrong-password' | 'locked' } | { kind: 'too-many-tries'; seconds: number } | { kind: 'other' }

/** What went wrong, from the error codes of the Matrix specification (client-server API, "Standard error response"). */
export function signInFailure(error: unknown): SignInFailure {
  if (!(error instanceof Refused) || error.answer !== undefined) return { kind: 'other' }
  const said = error.body as { errcode?: string; retry_after_ms?: number } | undefined
  switch (said?.errcode) {
    case 'M_FORBIDDEN':
    case 'M_INVALID_USERNAME':
    case 'M_INVALID_PARAM':
      return { kind: 'wrong-password' }
    case 'M_USER_LOCKED':
    case 'M_USER_SUSPENDED':
    case 'M_USER_DEACTIVATED':
      return { kind: 'locked' }
    case 'M_LIMIT_EXCEEDED':
      return { kind: 'too-many-tries', seconds: Math.max(1, Math.ceil((said?.retry_after_ms ?? 30_000) / 1000)) }
    default:
      return { kind: 'other' }
  }
}

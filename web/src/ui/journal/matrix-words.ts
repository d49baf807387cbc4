import { Refused } from '../../api/request.ts'

/** What the homeserver, or the rules behind it, said of a refusal; undefined when nobody answered. */
export function matrixWords(error: unknown): string | undefined {
  const data = typeof error === 'object' && error !== null && 'data' in error ? (error.data as { error?: unknown } | undefined) : undefined
  if (typeof data?.error === 'string') return data.error
  const body = error instanceof Refused ? (error.body as { error?: unknown } | undefined) : undefined
  return typeof body?.error === 'string' ? body.error : undefined
}

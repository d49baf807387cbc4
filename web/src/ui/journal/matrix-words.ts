/** What the homeserver, or the rules behind it, said of a refusal; undefined when nobody answered. */
export function matrixWords(error: unknown): string | undefined {
  const data = typeof error === 'object' && error !== null && 'data' in error ? (error.data as { error?: unknown } | undefined) : undefined
  return typeof data?.error === 'string' ? data.error : undefined
}

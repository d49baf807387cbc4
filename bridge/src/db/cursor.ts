/** A cursor holds the sort key of the last row given, so that a page costs the same wherever it is. */
export const toCursor = (...key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** Undefined when the text is not one of our cursors: the caller then starts from the beginning. */
export function fromCursor(cursor: string | undefined): [string, string] | undefined {
  if (cursor === undefined) return undefined
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const isPart = (part: unknown): part is string => typeof part === 'string' && !part.includes('\0')
    return Array.isArray(key) && isPart(key[0]) && isPart(key[1]) ? [key[0], key[1]] : undefined
  } catch {
    return undefined
  }
}

/** The same, of a list in the order of time: undefined too when it begins with no instant. */
export function fromTimeCursor(cursor: string | undefined): [instant: string, key: string] | undefined {
  const after = fromCursor(cursor)
  return after === undefined || Number.isNaN(Date.parse(after[0])) ? undefined : after
}

export interface Paging {
  readonly search?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
export interface Page<Item> {
  items: Item[]
  next: string | null
}

/** Of `limit + 1` rows, the page and the cursor of the next one. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  key: (row: Row) => [string, string],
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(item), next: rows.length > limit && last !== undefined ? toCursor(...key(last)) : null }
}

/** Every word must appear somewhere: the pattern of one word for LIKE, with its own wildcards made literal. */
export const likeWords = (search: string): string[] =>
  search
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 6)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)

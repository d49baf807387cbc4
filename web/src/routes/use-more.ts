import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

type Grown = Pick<UseInfiniteQueryResult<InfiniteData<unknown>>, 'data' | 'error' | 'hasNextPage' | 'isFetching' | 'fetchNextPage'>

/**
 * Asks a list for one page more, and keeps asking until it is there: a refresh that comes while the page is awaited (a mail, a document, a
 * decision just taken) takes its place and would lose what the person asked for. Null where there is no page more, or the list could not be read.
 */
export function useMore({ data, error, hasNextPage, isFetching, fetchNextPage }: Grown): { ask: () => void; waiting: boolean } | null {
  const shown = data?.pages.length ?? 0
  const [askedAt, setAskedAt] = useState<number | null>(null)
  const wanted = askedAt !== null && shown <= askedAt && hasNextPage && error === null
  useEffect(() => {
    if (askedAt === null || isFetching) return
    if (wanted) void fetchNextPage()
    else setAskedAt(null)
  }, [askedAt, wanted, isFetching, fetchNextPage])
  return hasNextPage && error === null ? { ask: () => setAskedAt(shown), waiting: wanted } : null
}

import { useDebouncedCallback } from '@mantine/hooks'
import { useRouter } from '@tanstack/react-router'
import { useTurning } from '../use-turning.ts'
import { type Change, defined } from './search-words.ts'

interface Searched {
  q?: string
  suite?: string
}
interface How {
  replace?: boolean
  state?: { before: (string | null)[] }
}

/**
 * A list of the console that is searched, filtered and turned by its address alone. `here`: that of the page. `go`: to the same page
 * otherwise searched.
 */
export function useListAddress<Search extends Searched>(
  { here, suite, next }: { here: string; suite: string | undefined; next: string | null | undefined },
  go: (search: (kept: Search) => Search, how: How) => void,
) {
  const router = useRouter()
  const change = (by: (kept: Search) => Change<Search>, how: How) => go((kept) => defined<Search>(by(kept)), how)
  /** Another filter begins again at the first page. */
  const filter = (by: Partial<Change<Search>>) => change((kept) => ({ ...kept, suite: undefined, ...by }), { replace: true })
  const search = useDebouncedCallback((words: string) => {
    // Who has opened a line since the last letter is on their way there: words that come late do not call them back.
    if (router.latestLocation.pathname === here) filter({ q: words.trim() || undefined } as Partial<Change<Search>>)
  }, 300)
  const { turning } = useTurning(suite, next, (cursor, state) => change((kept) => ({ ...kept, suite: cursor }), { state }))
  return { filter, search, turning }
}

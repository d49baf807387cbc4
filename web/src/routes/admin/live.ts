import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { followNews } from '../../api/news.ts'

/** What is computed for a question that was asked, or is followed otherwise. */
const STILL = new Set(['session', 'simulation', 'readers', 'readable', 'platform', 'health'])
/** A thousand changes in a row are read a few times, not a thousand. */
const AT_MOST_EVERY_MS = 3_000

/** What the console shows is read anew when something was recorded: a page is never older than a few seconds, whoever acted. */
export function useLive(): void {
  const queries = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let again = false
    const refresh = () => {
      void queries.invalidateQueries({ predicate: ({ queryKey }) => !queryKey.some((part) => STILL.has(String(part))) })
    }
    const stop = followNews(() => {
      if (timer !== undefined) return void (again = true)
      refresh()
      timer = setTimeout(function rest() {
        timer = again ? setTimeout(rest, AT_MOST_EVERY_MS) : undefined
        if (again) refresh()
        again = false
      }, AT_MOST_EVERY_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [queries])
}

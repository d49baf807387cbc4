import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { peopleQuery } from '../../api/people.ts'
import type { Finding } from '../../ui/period-dialog.tsx'

/** Finds active professionals by name, for a dialog; each opening begins afresh. */
export function useFinding(opened: boolean): Finding {
  const [search, setSearch] = useState('')
  const [words] = useDebouncedValue(search.trim(), 250)
  const people = useQuery(peopleQuery(words))
  useEffect(() => {
    if (opened) setSearch('')
  }, [opened])
  return {
    search,
    onSearch: setSearch,
    // What was looked for when it was last open is not found again.
    found: Math.min(words.length, search.trim().length) >= 2 ? people.data : undefined,
    searching: people.isFetching || words !== search.trim(),
    searchError: people.error,
  }
}

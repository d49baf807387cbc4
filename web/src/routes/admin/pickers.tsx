import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { Structure } from 'bridge/contract'
import { useRef, useState } from 'react'
import { circleQuery, circlesQuery } from '../../api/circles.ts'
import { everybodyQuery, personQuery } from '../../api/people.ts'
import { structureQuery, structuresQuery } from '../../api/structures.ts'
import { useText } from '../../text/text.tsx'
import { PersonPicker } from '../../ui/person-picker.tsx'
import { Picker } from '../../ui/picker.tsx'

/** A picker whose choice is an identifier, as addresses hold it. */
interface Given {
  label: string
  id: string | undefined
  onPick: (id: string | undefined) => void
  error?: string | undefined
}

function useSearch() {
  const [search, setSearch] = useState('')
  const [words] = useDebouncedValue(search.trim(), 250)
  return { search, setSearch, words, long: words.length >= 2, waiting: words !== search.trim() }
}

/** Anybody whom the registry knows, suspended and departed ones too. */
export function PickPerson({ label, id, onPick, error }: Given) {
  const { t } = useText()
  const { search, setSearch, words, long, waiting } = useSearch()
  const people = useQuery(everybodyQuery(words))
  const { data } = useQuery(personQuery(id))
  const field = useRef<HTMLInputElement>(null)
  return (
    <PersonPicker
      label={label}
      nobody={t('decisions.person.nobody')}
      picked={id === undefined ? null : (data ?? null)}
      onPick={(person) => {
        setSearch('')
        onPick(person?.id)
        if (person === null) setTimeout(() => field.current?.focus())
      }}
      already={NOBODY}
      search={search}
      onSearch={setSearch}
      found={long ? people.data : undefined}
      searching={people.isFetching || waiting}
      searchError={people.error}
      error={error}
      field={field}
    />
  )
}
const NOBODY: ReadonlySet<string> = new Set()

export function PickCircle({ label, id, onPick, error }: Given) {
  const { t } = useText()
  const { search, setSearch, words, long, waiting } = useSearch()
  const circles = useQuery({ ...circlesQuery({ search: words, limit: 8 }), enabled: long, refetchInterval: false })
  const { data } = useQuery({ ...circleQuery(id ?? ''), enabled: id !== undefined })
  const choice = (circle: { id: string; patient: { displayName: string }; structure: { name: string } }) => ({
    id: circle.id,
    name: circle.patient.displayName,
    about: circle.structure.name,
  })
  return (
    <Picker
      label={label}
      help={t('decisions.circle.help')}
      nothing={t('decisions.circle.none')}
      picked={id === undefined ? null : data === undefined ? { id, name: id } : choice(data)}
      onPick={(picked) => {
        setSearch('')
        onPick(picked?.id)
      }}
      search={search}
      onSearch={setSearch}
      found={long ? circles.data?.items.map(choice) : undefined}
      searching={circles.isFetching || waiting}
      searchError={circles.error}
      error={error}
    />
  )
}

/** Structures that have rooms of their own. */
export const PickDac = (given: Given) => <PickPlace {...given} only={(structure) => structure.dac} />
export const PickStructure = (given: Given) => <PickPlace {...given} only={() => true} />

function PickPlace({ label, id, onPick, error, only }: Given & { only: (structure: Structure) => boolean }) {
  const { t } = useText()
  const { search, setSearch, words, long, waiting } = useSearch()
  const structures = useQuery(structuresQuery(words))
  const { data } = useQuery(structureQuery(id))
  return (
    <Picker
      label={label}
      help={t('simulator.structure.help')}
      nothing={t('simulator.structure.none')}
      picked={id === undefined ? null : { id, name: data?.name ?? id }}
      onPick={(picked) => {
        setSearch('')
        onPick(picked?.id)
      }}
      search={search}
      onSearch={setSearch}
      found={long ? structures.data?.items.filter(only).map(({ id: one, name, kind }) => ({ id: one, name, about: kind })) : undefined}
      searching={structures.isFetching || waiting}
      searchError={structures.error}
      error={error}
    />
  )
}

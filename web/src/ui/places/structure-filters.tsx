import { NativeSelect, Switch } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useText } from '../../text/text.tsx'
import { SearchField } from '../search-field.tsx'
import css from './places.module.css'

interface Given {
  search: string
  kind: string | undefined
  kinds: readonly string[]
  dac: boolean
  onSearch: (words: string) => void
  onKind: (kind: string | undefined) => void
  onDac: (only: boolean) => void
}

export function StructureFilters({ search, kind, kinds, dac, onSearch, onKind, onDac }: Given) {
  const { t } = useText()
  const [typed, setTyped] = useState(search)
  // Filters that are cleared empty the field; what is typed is ahead of the address.
  useEffect(() => {
    if (search === '') setTyped('')
  }, [search])
  const offered = kind === undefined || kinds.includes(kind) ? kinds : [kind, ...kinds]
  return (
    <search className={css['filters']} aria-label={t('decisions.filters')}>
      <SearchField
        label={t('places.search')}
        value={typed}
        onType={(words) => {
          setTyped(words)
          onSearch(words)
        }}
      />
      <NativeSelect
        size="md"
        label={t('places.kind')}
        value={kind ?? ''}
        onChange={(event) => onKind(event.currentTarget.value || undefined)}
        data={[{ value: '', label: t('places.kind.all') }, ...offered.map((value) => ({ value, label: value }))]}
      />
      <Switch
        size="md"
        label={t('places.dac.only')}
        checked={dac}
        onChange={(event) => onDac(event.currentTarget.checked)}
        className={css['switch'] ?? ''}
      />
    </search>
  )
}

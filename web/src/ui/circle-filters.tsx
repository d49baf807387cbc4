import { SegmentedControl, Switch, TextInput } from '@mantine/core'
import type { CircleStatus } from 'bridge/contract'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../text/text.tsx'
import css from './circle-filters.module.css'
import { SearchIcon } from './icons.tsx'

interface Given {
  search: string
  status: CircleStatus | undefined
  outOfStep: boolean
  onSearch: (words: string) => void
  onStatus: (status: CircleStatus | undefined) => void
  onOutOfStep: (only: boolean) => void
}

export function CircleFilters({ search, status, outOfStep, onSearch, onStatus, onOutOfStep }: Given) {
  const { t } = useText()
  const [words, setWords] = useState(search)
  const field = useRef<HTMLInputElement>(null)
  // Follows the address (back button, cleared filters), but never under the fingers of somebody who types.
  useEffect(() => {
    if (document.activeElement !== field.current) setWords(search)
  }, [search])
  return (
    <search className={css['filters']}>
      <TextInput
        ref={field}
        type="search"
        label={t('circles.search')}
        placeholder={t('circles.search.help')}
        leftSection={<SearchIcon size={18} aria-hidden />}
        value={words}
        maxLength={100}
        onChange={(event) => {
          setWords(event.currentTarget.value)
          onSearch(event.currentTarget.value)
        }}
        className={css['search']}
      />
      <fieldset className={css['status']}>
        <legend>{t('circles.status')}</legend>
        <SegmentedControl
          size="md"
          color="petrol"
          value={status ?? 'all'}
          onChange={(value) => onStatus(value === 'active' || value === 'closed' ? value : undefined)}
          data={(['all', 'active', 'closed'] as const).map((value) => ({ value, label: t(`circles.status.${value}`) }))}
        />
      </fieldset>
      <Switch
        size="md"
        label={t('circles.out-of-step')}
        checked={outOfStep}
        onChange={(event) => onOutOfStep(event.currentTarget.checked)}
        className={css['switch'] ?? ''}
        classNames={{ track: css['track'] ?? '' }}
      />
    </search>
  )
}

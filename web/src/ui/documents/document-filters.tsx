import { NativeSelect, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../../text/text.tsx'
import { useIsNarrow } from '../use-is-narrow.ts'
import css from './documents.module.css'
import { SearchField } from '../search-field.tsx'

const TYPES = ['image', 'pdf', 'sound', 'video', 'other'] as const
interface Given {
  search: string
  type: string | undefined
  onChange: (change: { q?: string; type?: string }) => void
  children: ReactNode
}

export function DocumentFilters({ search, type, onChange, children }: Given) {
  const { t } = useText()
  const change = (q: string, kind: string | undefined) =>
    onChange({ ...(q === '' ? {} : { q }), ...(kind === undefined ? {} : { type: kind }) })
  const narrow = useIsNarrow()
  const kinds = (['all', ...TYPES] as const).map((value) => ({ value, label: t(`documents.type.${value}`) }))
  const choose = (value: string) => change(search, value === 'all' ? undefined : value)
  return (
    <search className={css['filters']}>
      <SearchField label={t('documents.search')} value={search} onType={(typed) => change(typed, type)} className={css['search']} />
      {narrow ? (
        <NativeSelect
          size="md"
          label={t('documents.type')}
          value={type ?? 'all'}
          data={kinds}
          onChange={(event) => choose(event.currentTarget.value)}
          className={css['typesNarrow'] ?? ''}
        />
      ) : (
        <fieldset className={css['types']}>
          <legend>{t('documents.type')}</legend>
          <SegmentedControl size="md" color="petrol" value={type ?? 'all'} onChange={choose} data={kinds} />
        </fieldset>
      )}
      {children}
    </search>
  )
}

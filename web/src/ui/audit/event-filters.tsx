import { NativeSelect } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import { EVENT_TYPES } from '../../text/fr-events.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import decisions from '../decisions.module.css'
import { SearchField } from '../search-field.tsx'
import { DayFields } from '../day-fields.tsx'

interface Given {
  words: string | undefined
  kind: string | undefined
  from: string | undefined
  to: string | undefined
  onChange: (change: { mots?: string | undefined; genre?: string | undefined; du?: string | undefined; au?: string | undefined }) => void
  children: ReactNode
}

export function EventFilters({ words, kind, from, to, onChange, children }: Given) {
  const { t } = useText()
  const { language } = useLanguage()
  const [typed, setTyped] = useState(words ?? '')
  const search = useDebouncedCallback((given: string) => onChange({ mots: given.trim() === '' ? undefined : given.trim() }), 300)
  const kinds = EVENT_TYPES.map((value) => ({ value, label: t(`event.${value}`) }))
  return (
    <search className={decisions['filters']} aria-label={t('decisions.filters')}>
      <SearchField
        label={t('audit.words')}
        value={typed}
        onType={(given) => {
          setTyped(given)
          search(given)
        }}
        className={decisions['select']}
      />
      <NativeSelect
        size="md"
        label={t('audit.kind')}
        value={kind ?? ''}
        onChange={(event) => onChange({ genre: event.currentTarget.value || undefined })}
        data={[{ value: '', label: t('audit.kind.all') }, ...kinds.toSorted((a, b) => a.label.localeCompare(b.label, language))]}
        className={decisions['select'] ?? ''}
      />
      <DayFields
        labels={{ from: t('decisions.from'), to: t('decisions.to') }}
        from={from}
        to={to}
        onFrom={(day) => onChange({ du: day })}
        onTo={(day) => onChange({ au: day })}
        className={decisions['date'] ?? ''}
      />
      <details className={decisions['more']}>
        <summary>{t('audit.more-filters')}</summary>
        <div className={decisions['pickers']}>{children}</div>
      </details>
    </search>
  )
}

import { Switch, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import { useText } from '../../text/text.tsx'
import { DayFields } from '../day-fields.tsx'
import decisions from '../decisions.module.css'
import css from './movements.module.css'

interface Given {
  source: string | undefined
  from: string | undefined
  to: string | undefined
  pending: boolean
  onSource: (source: string | undefined) => void
  onFrom: (day: string | undefined) => void
  onTo: (day: string | undefined) => void
  onPending: (only: boolean) => void
  /** Who or what: choices that look things up. */
  children: ReactNode
  /** Something is chosen among them. */
  chosen: boolean
}

export function MovementFilters({ source, from, to, pending, onSource, onFrom, onTo, onPending, children, chosen }: Given) {
  const { t } = useText()
  const [typed, setTyped] = useState(source ?? '')
  const look = useDebouncedCallback((words: string) => onSource(words.trim() === '' ? undefined : words.trim()), 300)
  return (
    <search className={decisions['filters']} aria-label={t('decisions.filters')}>
      <Switch
        size="md"
        label={t('movements.pending')}
        checked={pending}
        onChange={(event) => onPending(event.currentTarget.checked)}
        className={css['switch'] ?? ''}
      />
      <TextInput
        size="md"
        label={t('history.source')}
        placeholder={t('movements.source.help')}
        value={typed}
        maxLength={40}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          look(event.currentTarget.value)
        }}
        className={decisions['select'] ?? ''}
      />
      <DayFields
        labels={{ from: t('decisions.from'), to: t('decisions.to') }}
        from={from}
        to={to}
        onFrom={onFrom}
        onTo={onTo}
        className={decisions['date'] ?? ''}
      />
      <details className={decisions['more']} open={chosen}>
        <summary>{t('movements.more-filters')}</summary>
        <div className={decisions['pickers']}>{children}</div>
      </details>
    </search>
  )
}

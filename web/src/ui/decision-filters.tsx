import { NativeSelect, SegmentedControl } from '@mantine/core'
import { ANYWHERE, QUESTIONS, REFUSALS, becauseWords, wishWords } from 'policies'
import type { ReactNode } from 'react'
import { useLanguage, useText } from '../text/text.tsx'
import css from './decisions.module.css'
import { RemoveIcon } from './icons.tsx'
import { DayFields } from './day-fields.tsx'

type State = 'refus' | 'accord' | undefined
interface Given {
  state: State
  code: string | undefined
  act: string | undefined
  from: string | undefined
  to: string | undefined
  onChange: (change: {
    etat?: State
    motif?: string | undefined
    acte?: string | undefined
    du?: string | undefined
    au?: string | undefined
  }) => void
  /** Whom and what else it is about, each with its way out. */
  chosen: { key: string; words: string; onRemove: () => void }[]
  children: ReactNode
}

export function DecisionFilters({ state, code, act, from, to, onChange, chosen, children }: Given) {
  const { t } = useText()
  const { language } = useLanguage()
  const upper = (words: string) => words.charAt(0).toLocaleUpperCase(language) + words.slice(1)
  const byWords = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label, language)
  const codes = Object.keys(REFUSALS).map((value) => ({ value, label: upper(becauseWords(language, value)) }))
  const acts = [...QUESTIONS, 'closed.use'].map((value) => ({
    value,
    label: upper(wishWords(language, { question: value, action: null, code: null }, ANYWHERE[language])),
  }))
  return (
    <search className={css['filters']} aria-label={t('decisions.filters')}>
      <fieldset className={css['state']}>
        <legend>{t('decisions.state')}</legend>
        <SegmentedControl
          size="md"
          color="petrol"
          value={state ?? 'all'}
          onChange={(value) => onChange({ etat: value === 'refus' || value === 'accord' ? value : undefined })}
          data={[
            { value: 'all', label: t('decisions.state.all') },
            { value: 'refus', label: t('decisions.state.refused') },
            { value: 'accord', label: t('decisions.state.allowed') },
          ]}
        />
      </fieldset>
      <NativeSelect
        size="md"
        label={t('decisions.code')}
        value={code ?? ''}
        onChange={(event) => onChange({ motif: event.currentTarget.value || undefined })}
        data={[{ value: '', label: t('decisions.code.all') }, ...codes.toSorted(byWords)]}
        className={css['select'] ?? ''}
      />
      <NativeSelect
        size="md"
        label={t('decisions.act')}
        value={act ?? ''}
        onChange={(event) => onChange({ acte: event.currentTarget.value || undefined })}
        data={[{ value: '', label: t('decisions.act.all') }, ...acts.toSorted(byWords)]}
        className={css['select'] ?? ''}
      />
      <DayFields
        labels={{ from: t('decisions.from'), to: t('decisions.to') }}
        from={from}
        to={to}
        onFrom={(day) => onChange({ du: day })}
        onTo={(day) => onChange({ au: day })}
        className={css['date'] ?? ''}
      />
      {chosen.length > 0 && (
        <ul className={css['chosen']} aria-label={t('decisions.chosen')}>
          {chosen.map(({ key, words, onRemove }) => (
            <li key={key} className={css['chip']}>
              <span>{words}</span>
              <button type="button" onClick={onRemove} aria-label={t('decisions.without', { what: words })}>
                <RemoveIcon size={18} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <details className={css['more']}>
        <summary>{t('decisions.more-filters')}</summary>
        <div className={css['pickers']}>{children}</div>
      </details>
    </search>
  )
}

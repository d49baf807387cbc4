import { Button } from '@mantine/core'
import type { Substitution } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { lastDay } from '../days.ts'
import { Tag } from '../tag.tsx'
import css from './substitutions.module.css'

const TONES = { coming: 'later', 'under-way': 'ok', ended: 'past', cancelled: 'cancelled' } as const

export function SubstitutionList({ items, onEnd }: { items: readonly Substitution[]; onEnd: (one: Substitution) => void }) {
  const { t } = useText()
  return (
    <ul className={css['list']}>
      {items.map((one) => (
        <li key={one.id} className={css['line']}>
          <div className={css['words']}>
            <p className={css['who']}>{t('substitution.who', { replacement: one.replacement.name, replaced: one.replaced.name })}</p>
            <Facts one={one} />
          </div>
          <Tag tone={TONES[one.state]}>{t(`substitution.state.${one.state}`)}</Tag>
          <div className={css['act']}>
            {(one.state === 'coming' || one.state === 'under-way') && (
              <Button
                variant="default"
                size="compact-md"
                onClick={() => onEnd(one)}
                aria-label={t('substitution.end.of', { replacement: one.replacement.name, replaced: one.replaced.name })}
              >
                {t(one.state === 'coming' ? 'substitution.cancel' : 'substitution.end')}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

export function Facts({ one }: { one: Substitution }) {
  const { t, day } = useText()
  return (
    <p className={css['facts']}>
      {[
        t('circle.page.since-until', { when: day(one.start), until: day(lastDay(one.end)) }),
        ...(one.withStructure ? [t('substitution.with-structure')] : []),
        ...(one.reason === null || one.reason === '' ? [] : [t('circle.page.reason', { reason: one.reason })]),
        t('substitution.by', { name: one.requestedBy }),
      ].join(' · ')}
    </p>
  )
}

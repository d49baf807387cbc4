import { Button } from '@mantine/core'
import type { Absence } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Tag } from '../tag.tsx'
import css from './account.module.css'

interface Given {
  absence: Absence
  ending: boolean
  onChange: () => void
  onEnd: () => void
}

/** The absence that is, or that comes. */
export function AbsenceNow({ absence: { from, until, replacement }, ending, onChange, onEnd }: Given) {
  const { t, instant } = useText()
  const begun = new Date(from) <= new Date()
  return (
    <div className={css['absence']}>
      <div>
        <Tag tone="later">{t(begun ? 'absence.now' : 'absence.to-come')}</Tag>
        <p className={css['period']}>{t('absence.period', { from: instant(from), until: instant(until) })}</p>
        <p className={css['fine']}>{replacement === null ? t('absence.nobody') : t('absence.by', { name: replacement.name })}</p>
      </div>
      <div className={css['acts']}>
        <Button variant="default" onClick={onChange} disabled={ending}>
          {t('absence.change')}
        </Button>
        <Button variant="default" onClick={onEnd} loading={ending}>
          {t(begun ? 'absence.end' : 'absence.cancel')}
        </Button>
      </div>
    </div>
  )
}

import type { DriftCause } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import css from './drift.module.css'

interface Given {
  causes: readonly DriftCause[]
  total: number
  chosen: string | undefined
  onChoose: (cause: string | undefined) => void
}
/** Stands in addresses for no cause. */
export const WORKING = 'en-cours'

/** How many for each cause: a choice of which ones are shown. */
export function DriftCauses({ causes, total, chosen, onChoose }: Given) {
  const { t, moment } = useText()
  return (
    <ul className={css['causes']} aria-label={t('drift.causes')}>
      <li>
        <button type="button" className={css['cause']} aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
          <span className={css['count']}>{total}</span> {t('drift.all')}
        </button>
      </li>
      {causes.map(({ cause, count, oldest }) => {
        const key = cause ?? WORKING
        return (
          <li key={key}>
            <button type="button" className={css['cause']} aria-pressed={chosen === key} onClick={() => onChoose(key)}>
              <span className={css['count']}>{count}</span> {cause ?? t('drift.working')}
              <span className={css['fine']}>{t('drift.oldest', { when: moment(oldest) })}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

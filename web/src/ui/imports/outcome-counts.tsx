import type { ImportDetail } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import drift from '../drift/drift.module.css'
import css from './imports.module.css'

type Shown = 'all' | 'wrong' | 'created' | 'changed' | 'unchanged' | 'refused' | 'held'
const OUTCOMES = ['created', 'changed', 'unchanged', 'refused', 'held'] as const

/** How many rows of each kind; each shows its own. */
export function OutcomeCounts({ given, shown, onShow }: { given: ImportDetail; shown: string; onShow: (one: Shown) => void }) {
  const { t } = useText()
  const { state, counts } = given
  const outcomes = state === 'tried' ? counts.trial : counts.applied
  const done = state === 'applied' || state === 'stopped'
  const all: [Shown, number][] = [
    ['all', counts.rows],
    ['wrong', counts.wrong],
    ...(state === 'checked' ? [] : OUTCOMES.map((one): [Shown, number] => [one, outcomes[one]])),
  ]
  return (
    <ul className={css['counts']} aria-label={t('imports.counts')}>
      {all
        .filter(([one, count]) => one === 'all' || count > 0)
        .map(([one, count]) => (
          <li key={one}>
            <button type="button" className={drift['cause']} aria-pressed={shown === one} onClick={() => onShow(one)}>
              <span className={drift['count']}>{count}</span>
              {one === 'all' || one === 'wrong' ? t(`imports.count.${one}`) : t(`imports.count.${one}.${done ? 'done' : 'tried'}`)}
            </button>
          </li>
        ))}
    </ul>
  )
}

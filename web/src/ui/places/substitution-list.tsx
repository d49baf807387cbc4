import type { Substitution } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Tag } from '../tag.tsx'
import css from './places.module.css'

const TONES = { coming: 'later', 'under-way': 'ok', ended: 'past', cancelled: 'cancelled' } as const

/** Who replaces whom, from when to when. */
export function SubstitutionList({ items }: { items: readonly Substitution[] }) {
  const { t, instant } = useText()
  return (
    <ul className={css['rows']}>
      {items.map((one) => (
        <li key={one.id} className={css['row']}>
          <div>
            <p className={css['name']}>{t('places.substitution', { name: one.replacement.name, replaced: one.replaced.name })}</p>
            <span className={css['fine']}>
              {t('readers.between', { from: instant(one.start), to: instant(one.end) })}
              {` · ${t(one.withStructure ? 'places.substitution.with' : 'places.substitution.circles')}`}
              {` · ${one.requestedBy}`}
            </span>
            {one.reason !== null && <span className={css['fine']}>{t('audit.reason', { reason: one.reason })}</span>}
          </div>
          <div className={css['side']}>
            <Tag tone={TONES[one.state]}>{t(`places.substitution.${one.state}`)}</Tag>
          </div>
        </li>
      ))}
    </ul>
  )
}

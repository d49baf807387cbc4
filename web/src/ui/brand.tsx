import { Link } from '@tanstack/react-router'
import { useText } from '../text/text.tsx'
import css from './bar.module.css'

const AROUND = [0, 60, 120, 180, 240, 300]

/** People around one person: a care circle. */
export function Mark({ size = 30 }: { size?: number }) {
  return (
    <svg viewBox="-16 -16 32 32" width={size} height={size} aria-hidden className={css['mark']}>
      <circle r="11.4" className={css['markRing']} />
      <circle r="5" className={css['markCentre']} />
      {AROUND.map((angle) => (
        <circle key={angle} r="2.9" cy="-11.4" transform={`rotate(${angle})`} />
      ))}
    </svg>
  )
}

/** `short`: the picture alone stands for the name where there is little room. */
export function Brand({ to, short = to === '/admin' }: { to: '/' | '/admin'; short?: boolean }) {
  const { t } = useText()
  return (
    <Link to={to} className={css['brand']}>
      <Mark />
      <span className={short ? css['consoleName'] : css['brandName']}>{t('product.name')}</span>
      {to === '/admin' && <span className={css['brandArea']}>{t('console.name')}</span>}
    </Link>
  )
}

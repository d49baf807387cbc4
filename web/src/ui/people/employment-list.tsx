import type { Employment } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import css from './people.module.css'

/** Where they work, worked, or will. */
export function EmploymentList({ employments }: { employments: readonly Employment[] }) {
  const { t, instant } = useText()
  return (
    <ul className={css['lines']}>
      {employments.map(({ structure, role, start, end, source, requestedBy, reason }) => (
        <li key={`${structure.id} ${source} ${start}`} className={css['line']}>
          <p className={css['name']}>
            {structure.name} · {t(`person.role.${role}`)}
          </p>
          <p className={css['fine']}>
            {end === null ? t('readers.since', { from: instant(start) }) : t('readers.between', { from: instant(start), to: instant(end) })}
            {` · ${requestedBy === source ? source : t('audit.by', { by: requestedBy, source })}`}
            {reason !== null && ` · ${t('audit.reason', { reason })}`}
          </p>
        </li>
      ))}
    </ul>
  )
}

import { Link } from '@tanstack/react-router'
import type { OwnCircle } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import { ClosedTag } from '../tag.tsx'
import css from './people.module.css'

/** The circles of one person. */
export function OwnCircleList({ circles }: { circles: readonly OwnCircle[] }) {
  const { t, instant } = useText()
  return (
    <ul className={css['lines']}>
      {circles.map(({ id, patient, structure, role, since, until, status }) => (
        <li key={id} className={css['line']}>
          <p className={css['name']}>
            <Link className={link['link']} to="/admin/cercles/$id" params={{ id }}>
              {patient.displayName}
            </Link>{' '}
            {status === 'closed' && <ClosedTag />}
          </p>
          <p className={css['fine']}>
            {until === null
              ? t('person.circles.since', { role, since: instant(since) })
              : t('person.circles.until', { role, since: instant(since), until: instant(until) })}
            {` · ${structure.name}`}
          </p>
        </li>
      ))}
    </ul>
  )
}

import { Link } from '@tanstack/react-router'
import { useText } from '../../text/text.tsx'
import { MutedIcon } from '../icons.tsx'
import { Badge } from '../shell/badge.tsx'
import { Tag } from '../tag.tsx'
import css from './dossiers.module.css'
import type { Dossier } from './sort-dossiers.ts'

export function DossierList({ dossiers }: { dossiers: readonly Dossier[] }) {
  return (
    <ul className={css['list']}>
      {dossiers.map((dossier) => (
        <Line key={dossier.id} dossier={dossier} />
      ))}
    </ul>
  )
}

function Line({ dossier }: { dossier: Dossier }) {
  const { t, moment, day } = useText()
  const { id, patient, structure, role, unread, lastAt, muted, status, until } = dossier
  return (
    <li className={css['line']} data-unread={unread > 0}>
      <span className={css['initials']} aria-hidden>
        {initials(patient.displayName)}
      </span>
      <div className={css['words']}>
        <Link to="/dossiers/$id/journal" params={{ id }} className={css['name']}>
          {patient.displayName}
        </Link>
        <p className={css['about']}>
          {role} · {structure.name}
        </p>
        <div className={css['tags']}>
          {status === 'closed' && <Tag tone="rest">{t('dossiers.closed')}</Tag>}
          {until !== null && <Tag tone="later">{t('dossiers.until', { when: day(until) })}</Tag>}
          {muted && (
            <span className={css['muted']}>
              <MutedIcon size={16} aria-hidden /> {t('dossiers.muted')}
            </span>
          )}
        </div>
      </div>
      <div className={css['end']}>
        <span className={css['when']}>{lastAt === null ? t('dossiers.silent') : moment(lastAt)}</span>
        <Badge count={unread} />
      </div>
    </li>
  )
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter((part) => !/^(m|mme|mlle|mr|dr)\.?$/i.test(part))
    .map((part) => part.charAt(0).toUpperCase())
    .slice(0, 2)
    .join('')

import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { StaffEmployment } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import { Tag } from '../tag.tsx'
import css from './places.module.css'

interface Given {
  people: readonly StaffEmployment[]
  /** Undefined for who may end nothing, and of what is over. */
  onEnd: ((one: StaffEmployment) => void) | undefined
}

/** Who works there: in which function, since when and until when, for whom, and who is away. */
export function StaffList({ people, onEnd }: Given) {
  return (
    <ul className={css['rows']}>
      {people.map((one) => (
        <li key={`${one.personId} ${one.source} ${one.start}`} className={css['row']}>
          <Who one={one} />
          <div className={css['side']}>
            <Function one={one} onEnd={onEnd} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function Who({ one }: { one: StaffEmployment }) {
  const { t, instant } = useText()
  const { personId, name, profession, personStatus, start, end, source, requestedBy, reason, replaces, absence } = one
  return (
    <div>
      <Link className={link['link']} to="/admin/personnes/$id" params={{ id: personId }}>
        {name}
      </Link>
      <span className={css['fine']}>{personStatus === 'active' ? profession : `${profession} · ${t(`person.${personStatus}`)}`}</span>
      <span className={css['fine']}>
        {end === null ? t('movement.from', { when: instant(start) }) : t('readers.between', { from: instant(start), to: instant(end) })}
        {` · ${requestedBy === source ? source : t('audit.by', { by: requestedBy, source })}`}
      </span>
      {reason !== null && <span className={css['fine']}>{t('audit.reason', { reason })}</span>}
      {replaces !== null && <span className={css['fine']}>{t('history.replaces', { name: replaces.name })}</span>}
      {absence !== null && (
        <span className={css['fine']}>
          {absence.replacement === null
            ? t('places.away', { when: instant(absence.until) })
            : t('places.away.replaced', { when: instant(absence.until), name: absence.replacement.name })}
        </span>
      )}
    </div>
  )
}

function Function({ one, onEnd }: { one: StaffEmployment; onEnd: Given['onEnd'] }) {
  const { t } = useText()
  return (
    <>
      {one.absence !== null && <Tag tone="later">{t('places.away.tag')}</Tag>}
      <Tag tone={one.role === 'member' ? 'rest' : 'ok'}>{t(`staff.${one.role}`)}</Tag>
      {onEnd !== undefined && one.replaces === null && (
        <Button variant="default" size="compact-md" onClick={() => onEnd(one)} aria-label={t('places.end.of', { name: one.name })}>
          {t('history.end')}
        </Button>
      )}
    </>
  )
}

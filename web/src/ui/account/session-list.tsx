import { Button } from '@mantine/core'
import type { Session } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { ComputerIcon, PhoneIcon } from '../icons.tsx'
import { Tag } from '../tag.tsx'
import css from './account.module.css'

interface Given {
  sessions: readonly Session[]
  /** Absent: only shown. */
  onEnd?: (session: Session) => void
}

export function SessionList({ sessions, onEnd }: Given) {
  return (
    <ul className={css['sessions']}>
      {sessions.map((session) => (
        <Line key={session.id} session={session} onEnd={onEnd} />
      ))}
    </ul>
  )
}

function Line({ session, onEnd }: { session: Session; onEnd: Given['onEnd'] }) {
  const { t, instant } = useText()
  const { name, lastSeenAt, current } = session
  const words = name?.trim() ? name : t('sessions.nameless')
  const Icon = /android|ios|iphone|ipad|mobile/i.test(words) ? PhoneIcon : ComputerIcon
  return (
    <li className={css['session']}>
      <Icon size={22} aria-hidden className={css['sessionIcon']} />
      <div className={css['sessionWords']}>
        <p className={css['sessionName']}>{words}</p>
        <p className={css['fine']}>{lastSeenAt === null ? t('sessions.never-seen') : t('sessions.seen', { when: instant(lastSeenAt) })}</p>
        {current && <Tag tone="ok">{t('sessions.current')}</Tag>}
      </div>
      {onEnd !== undefined && (
        <Button
          variant="default"
          size="compact-md"
          aria-label={current ? t('sign-out') : t('sessions.end.of', { name: words })}
          onClick={() => onEnd(session)}
        >
          {current ? t('sign-out') : t('sessions.end')}
        </Button>
      )}
    </li>
  )
}

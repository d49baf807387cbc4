import { Button } from '@mantine/core'
import type { Session } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import css from './people.module.css'

interface Given {
  sessions: readonly Session[]
  /** Undefined for who may end none. */
  onEnd: (() => void) | undefined
}

/** Where somebody is signed in. */
export function SessionLines({ sessions, onEnd }: Given) {
  const { t, moment } = useText()
  return (
    <>
      <ul className={css['lines']}>
        {sessions.map(({ id, name, lastSeenAt }) => (
          <li key={id} className={css['line']}>
            <p className={css['name']}>{name ?? t('person.session.unnamed')}</p>
            <p className={css['fine']}>
              {lastSeenAt === null ? t('person.session.unseen') : t('person.session.seen', { when: moment(lastSeenAt) })}
            </p>
          </li>
        ))}
      </ul>
      {onEnd !== undefined && (
        <div className={css['act']}>
          <Button variant="default" size="sm" onClick={onEnd}>
            {t('person.sessions.end')}
          </Button>
        </div>
      )}
    </>
  )
}

import { Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Notification, OwnCircle } from 'bridge/contract'
import { useId } from 'react'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import { kindOf } from './notification-kind.ts'
import css from './notifications.module.css'

/** A heading for each day, the newest first. */
export function NotificationList({ notifications, circles }: { notifications: readonly Notification[]; circles: readonly OwnCircle[] }) {
  const days = Map.groupBy(notifications, ({ at }) => new Date(at).toDateString())
  return (
    <div className={css['days']}>
      {[...days].map(([day, items]) => (
        <Day key={day} items={items} circles={circles} />
      ))}
    </div>
  )
}

function Day({ items, circles }: { items: readonly Notification[]; circles: readonly OwnCircle[] }) {
  const { weekday } = useText()
  const heading = useId()
  return (
    <section aria-labelledby={heading} className={css['day']}>
      <Title order={2} id={heading} className={css['dayName'] ?? ''}>
        {weekday(new Date(items[0]?.at ?? 0))}
      </Title>
      <ul className={css['list']}>
        {items.map((one) => (
          <Line key={one.id} notification={one} circles={circles} />
        ))}
      </ul>
    </section>
  )
}

function Line({ notification, circles }: { notification: Notification; circles: readonly OwnCircle[] }) {
  const { t, time } = useText()
  const { type, body, at, read } = notification
  const { key, Icon } = kindOf(type)
  return (
    <li className={css['line']} data-unread={!read}>
      <Icon size={22} aria-hidden className={css['icon']} />
      <div className={css['words']}>
        <p className={css['kind']}>{t(key)}</p>
        {/* The service speaks French in the room, whatever the language of the pages. */}
        <p className={css['body']} lang="fr">
          {body}
        </p>
        <Places notification={notification} circles={circles} />
      </div>
      <div className={css['end']}>
        <time dateTime={at}>{time(new Date(at))}</time>
        {!read && <span className={css['unread']}>{t('bell.unread')}</span>}
      </div>
    </li>
  )
}

const SHOWN_AT_MOST = 8

/** Where it leads: the mail, or those of the circles that the person may read now. */
function Places({ notification: { type, about }, circles }: { notification: Notification; circles: readonly OwnCircle[] }) {
  const { t } = useText()
  const { mail } = about
  if (typeof mail === 'string')
    return (
      <p className={css['places']}>
        <Link to="/courrier/$id" params={{ id: mail }} className={link['link']}>
          {t('bell.open-mail')}
        </Link>
      </p>
    )
  const named = new Set(Array.isArray(about['circles']) ? about['circles'] : [])
  const readable = type === 'circle.joined' ? circles.filter(({ id }) => named.has(id)) : []
  if (readable.length === 0) return null
  return (
    <ul className={css['places']} aria-label={t('bell.dossiers')}>
      {readable.slice(0, SHOWN_AT_MOST).map(({ id, patient }) => (
        <li key={id}>
          <Link to="/dossiers/$id/journal" params={{ id }} className={link['link']}>
            {patient.displayName}
          </Link>
        </li>
      ))}
      {readable.length > SHOWN_AT_MOST && (
        <li>
          <Link to="/dossiers" className={link['link']}>
            {t('bell.more', { count: readable.length - SHOWN_AT_MOST })}
          </Link>
        </li>
      )}
    </ul>
  )
}

import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { PostedNotice } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import { Tag } from '../tag.tsx'
import css from './systems.module.css'

interface Given {
  notices: readonly PostedNotice[]
  /** Undefined: those of one system are shown already. */
  onOnly: ((system: PostedNotice['system']) => void) | undefined
}

/** What other systems posted: by which, where, when, and whether it was said. */
export function NoticeList({ notices, onOnly }: Given) {
  const { t, instant } = useText()
  return (
    <ul className={css['list']}>
      {notices.map((notice) => (
        <li key={notice.eventId} className={css['row']}>
          <div>
            <p className={css['name']}>
              {notice.system.name}
              {notice.system.revoked && <span className={css['fine']}> ({t('notices.revoked')})</span>}
            </p>
            <p>
              <Place notice={notice} />
            </p>
            <p className={css['fine']}>
              {t('notices.at', { when: instant(notice.at) })}
              {notice.saidAt !== null && ` · ${t('notices.said-at', { when: instant(notice.saidAt) })}`}
              {' · '}
              <span className={css['code']}>{t('notices.key', { key: notice.key })}</span>
            </p>
          </div>
          <Tag tone={notice.state === 'said' ? 'ok' : 'later'}>{t(`notices.state.${notice.state}`)}</Tag>
          {onOnly !== undefined && (
            <div className={css['acts']}>
              <Button variant="subtle" size="compact-sm" mih={24} onClick={() => onOnly(notice.system)}>
                {t('notices.only', { name: notice.system.name })}
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

function Place({ notice: { circleId, place } }: { notice: PostedNotice }) {
  const { t } = useText()
  if (circleId === null) return t('notices.liaison', { place: place ?? '?' })
  return (
    <Link className={link['link']} to="/admin/cercles/$id" params={{ id: circleId }}>
      {t('notices.journal', { place: place ?? '?' })}
    </Link>
  )
}

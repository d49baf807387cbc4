import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Drift } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import { Tag } from '../tag.tsx'
import css from './drift.module.css'

interface Given {
  rooms: readonly Drift[]
  chosen: ReadonlySet<string>
  /** Undefined for who may repair nothing. */
  onChoose: ((key: string) => void) | undefined
}
export const keyOf = ({ kind, ref }: Drift): string => `${kind} ${ref}`

/** The rooms that are out of step, the longest first: since when, why, and when it is tried again. */
export function DriftList({ rooms, chosen, onChoose }: Given) {
  return (
    <ul className={css['rooms']}>
      {rooms.map((room) => (
        <li key={keyOf(room)} className={css['room']}>
          <Room room={room} chosen={chosen.has(keyOf(room))} onChoose={onChoose} />
        </li>
      ))}
    </ul>
  )
}

function Room({ room, chosen, onChoose }: { room: Drift; chosen: boolean; onChoose: Given['onChoose'] }) {
  const { t, instant, moment } = useText()
  const { kind, name, circleId, since, attempts, nextTry, cause } = room
  const what = t(`drift.kind.${kind}`, { name: name ?? '' }).trim()
  return (
    <>
      {onChoose !== undefined && (
        <Checkbox checked={chosen} onChange={() => onChoose(keyOf(room))} aria-label={t('drift.choose', { what })} />
      )}
      <div className={css['words']}>
        <p className={css['name']}>
          {circleId === null ? (
            what
          ) : (
            <Link className={link['link']} to="/admin/cercles/$id" params={{ id: circleId }}>
              {what}
            </Link>
          )}
        </p>
        <p className={css['cause-words']}>{cause ?? t('drift.working')}</p>
        <p className={css['fine']}>
          {t('drift.since', { when: instant(since) })}
          {attempts > 0 && ` · ${t('drift.attempts', { count: attempts })}`}
          {nextTry !== null && ` · ${t('drift.next', { when: moment(nextTry) })}`}
        </p>
      </div>
      <Tag tone={cause === null ? 'busy' : 'drift'}>{t(cause === null ? 'drift.working' : 'state.drift')}</Tag>
    </>
  )
}

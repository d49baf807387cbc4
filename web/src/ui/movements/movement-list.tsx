import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Movement } from 'bridge/contract'
import type { ReactNode } from 'react'
import { useText } from '../../text/text.tsx'
import decisions from '../decisions.module.css'
import link from '../link.module.css'
import { Tag } from '../tag.tsx'
import css from './movements.module.css'

interface Given {
  movements: readonly Movement[]
  /** What is being replayed. */
  replayed: ReadonlySet<string>
  /** Undefined for who may replay nothing. */
  onReplay: ((movement: Movement) => void) | undefined
  /** Who may open people and circles. */
  linked: boolean
}

/** One line per movement: who, where, why, by whom; and whether rooms show it. */
export function MovementList({ movements, replayed, onReplay, linked }: Given) {
  return (
    <ul className={decisions['list']}>
      {movements.map((movement) => (
        <li key={movement.id} className={`${decisions['line']} ${css['movement']}`}>
          <What movement={movement} linked={linked} />
          <Shown movement={movement} replaying={replayed.has(movement.id)} onReplay={onReplay} />
        </li>
      ))}
    </ul>
  )
}

function What({ movement, linked }: { movement: Movement; linked: boolean }) {
  const { t, instant } = useText()
  const { change, at, by, source, reason, replaces } = movement
  return (
    <div>
      <p className={css['sentence']}>
        <strong>{t(`movement.${change}`)}</strong>
        {' · '}
        <Who movement={movement} linked={linked} />
        {' · '}
        <Where movement={movement} linked={linked} />
      </p>
      <p className={css['fine']}>
        <Period movement={movement} />
      </p>
      {replaces !== null && <p className={css['fine']}>{t('history.replaces', { name: replaces.name })}</p>}
      {reason !== null && <p className={css['fine']}>{t('audit.reason', { reason })}</p>}
      <p className={css['fine']}>
        <time dateTime={at}>{instant(at)}</time>
        {` · ${by === null || by === source ? source : t('audit.by', { by, source })}`}
      </p>
    </div>
  )
}

function Who({ movement: { personId, personName, personStatus }, linked }: { movement: Movement; linked: boolean }) {
  const { t } = useText()
  const status = personStatus === null || personStatus === 'active' ? '' : ` (${t(`person.${personStatus}`)})`
  return (
    <>
      {linked && personName !== null ? (
        <Link className={link['link']} to="/admin/personnes/$id" params={{ id: personId }}>
          {personName}
        </Link>
      ) : (
        (personName ?? t('movement.somebody'))
      )}
      {status}
    </>
  )
}

function Where({ movement: { circleId, structureId, place }, linked }: { movement: Movement; linked: boolean }) {
  const { t } = useText()
  if (circleId === null) {
    const team = t('movement.team', { name: place ?? '' }).trim()
    if (!linked || structureId === null) return team
    return (
      <Link className={link['link']} to="/admin/structures/$id" params={{ id: structureId }}>
        {team}
      </Link>
    )
  }
  const circle = place === null ? t('movement.circle') : t('movement.circle.of', { name: place })
  if (!linked) return circle
  return (
    <Link className={link['link']} to="/admin/cercles/$id" params={{ id: circleId }}>
      {circle}
    </Link>
  )
}

/** In which role, from when to when; and what it was before. */
function Period({ movement: { before, after, structureId, change } }: { movement: Movement }) {
  const { t, instant } = useText()
  const stated = change === 'cancelled' ? before : (after ?? before)
  if (stated === null) return null
  const role = (name: string) => (structureId === null ? name : roleWords(t, name))
  const lasts =
    stated.end === null
      ? t('movement.from', { when: instant(stated.start) })
      : t('readers.between', { from: instant(stated.start), to: instant(stated.end) })
  const former = before !== null && after !== null && before.role !== after.role ? t('movement.before', { role: role(before.role) }) : ''
  const end = before !== null && after !== null && change === 'changed' && before.end !== after.end && before.end !== null
  return [role(stated.role), lasts, former, end ? t('movement.end-before', { when: instant(before.end ?? '') }) : '']
    .filter((words) => words !== '')
    .join(' · ')
}
const roleWords = (t: ReturnType<typeof useText>['t'], role: string): string =>
  role === 'manager' || role === 'editor' || role === 'member' ? t(`staff.${role}`) : role

const TONES = { applied: 'ok', waiting: 'drift', planned: 'later', replaced: 'past', nowhere: 'rest' } as const

function Shown({ movement, replaying, onReplay }: { movement: Movement; replaying: boolean; onReplay: Given['onReplay'] }) {
  const { t, instant, moment } = useText()
  const { state, at, since, attempts, nextTry, cause } = movement.applied
  const line = (words: ReactNode) => <span className={css['fine']}>{words}</span>
  return (
    <div className={css['applied']}>
      <Tag tone={replaying ? 'busy' : TONES[state]}>{t(replaying ? 'movement.replaying' : `movement.applied.${state}`)}</Tag>
      {state === 'applied' && line(at === null ? t('movement.applied.nothing') : t('movement.applied.at', { when: instant(at) }))}
      {state === 'planned' && at !== null && line(t('movement.planned.at', { when: instant(at) }))}
      {state === 'waiting' && (
        <>
          {line(cause ?? t('drift.working'))}
          {line(
            [
              since === null ? '' : t('drift.since', { when: instant(since) }),
              attempts > 0 ? t('drift.attempts', { count: attempts }) : '',
              nextTry === null ? '' : t('drift.next', { when: moment(nextTry) }),
            ]
              .filter((words) => words !== '')
              .join(' · '),
          )}
          {onReplay !== undefined && (
            <Button
              size="compact-md"
              variant="default"
              loading={replaying}
              onClick={() => onReplay(movement)}
              aria-label={t('movements.replay.of', { name: movement.personName ?? t('movement.somebody') })}
            >
              {t('movements.replay')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}

import type { RoomState } from 'bridge/contract'
import { useText } from '../text/text.tsx'
import { Notice } from './notice.tsx'
import css from './room.module.css'
import { Tag } from './tag.tsx'

/** In one look: does the journal follow, is work under way, did the last try fail, when were they compared. */
export function RoomProgress({ state }: { state: RoomState }) {
  const { t, moment } = useText()
  const { pending, lastError, checkedAt } = state
  const apart = state.members.filter((member) => !member.inStep).length
  const summary = state.inStep ? t('compare.in-step') : apart === 0 ? t('compare.drift.room') : t('compare.drift', { count: apart })
  return (
    <div className={css['progress']}>
      <p className={css['summary']}>
        <span>{summary}</span>{' '}
        <span className={css['checked']}>
          {checkedAt === null ? t('compare.never') : t('compare.checked', { when: moment(checkedAt) })}
        </span>
      </p>
      {pending !== null && (
        <div className={css['pending']}>
          <Tag tone="busy">{t('state.running')}</Tag>
          <span>
            {t(new Date(pending.nextTry).getTime() <= Date.now() ? 'compare.pending.now' : 'compare.pending', {
              since: moment(pending.since),
              attempt: pending.attempts + 1,
              next: moment(pending.nextTry),
            })}
          </span>
        </div>
      )}
      {lastError !== null && (
        <Notice tone={state.inStep ? 'drift' : 'bad'} title={t('compare.last-error', { when: moment(lastError.at) })}>
          <p className={css['cause']}>{lastError.message}</p>
        </Notice>
      )}
    </div>
  )
}

import { Button } from '@mantine/core'
import type { WebhookDelivery } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Tag } from '../tag.tsx'
import css from './systems.module.css'
import { useKindWords } from './webhook-words.ts'

const TONES = { waiting: 'later', delivered: 'ok', dead: 'bad' } as const

interface Given {
  deliveries: readonly WebhookDelivery[]
  /** Undefined for who may replay nothing. */
  onReplay: ((eventId: string) => void) | undefined
}

/** What became of each event: how it was answered, and when it is tried again. */
export function DeliveryList({ deliveries, onReplay }: Given) {
  const { t, moment } = useText()
  const wordsOf = useKindWords()
  return (
    <ul className={css['list']}>
      {deliveries.map(({ eventId, type, state, status, cause, attempts, lastTryAt, nextTryAt }) => {
        const facts = [
          t('deliveries.number', { id: eventId }),
          ...(attempts === 0 ? [] : [t('deliveries.attempts', { count: attempts })]),
          ...(status === null ? [] : [t('deliveries.status', { status })]),
          ...(cause === null ? [] : [t(`cause.${cause}`)]),
          ...(lastTryAt === null ? [] : [t('deliveries.last', { when: moment(lastTryAt) })]),
          ...(nextTryAt === null ? [] : [t('deliveries.next', { when: moment(nextTryAt) })]),
        ]
        return (
          <li key={eventId} className={css['row']}>
            <div>
              <p className={css['name']}>{wordsOf(type)}</p>
              <p className={css['fine']}>{facts.join(' · ')}</p>
            </div>
            <Tag tone={TONES[state]}>{t(`deliveries.one.${state}`)}</Tag>
            {onReplay !== undefined && state !== 'waiting' && (
              <div className={css['acts']}>
                <Button
                  variant="default"
                  size="compact-sm"
                  mih={24}
                  aria-label={t('deliveries.replay.of', { id: eventId })}
                  onClick={() => onReplay(eventId)}
                >
                  {t('deliveries.replay')}
                </Button>
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

import type { Health } from 'bridge/contract'
import { type TextKey, useText } from '../text/text.tsx'
import css from './health.module.css'
import { Tag } from './tag.tsx'

/** The parts that this version knows by name; another one shows as the server calls it. */
const NAMES = {
  database: 'part.database',
  homeserver: 'part.homeserver',
  module: 'part.module',
  queue: 'part.queue',
  policy: 'part.policy',
  rooms: 'part.rooms',
  scanner: 'part.scanner',
  email: 'part.email',
  canary: 'part.canary',
  audit: 'part.audit',
  brake: 'part.brake',
} as const satisfies Record<string, TextKey>

const TONES = { ok: 'ok', degraded: 'drift', down: 'bad' } as const

export function HealthTag({ status }: { status: Health['status'] }) {
  const { t } = useText()
  return <Tag tone={TONES[status]}>{t(`health.${status}`)}</Tag>
}

/** Each part, and what to do about the ones that are not well; those come first. */
export function HealthList({ parts }: { parts: Health['parts'] }) {
  const { t, moment } = useText()
  const order = ['down', 'degraded', 'ok']
  const sorted = parts.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
  return (
    <ul className={css['parts']}>
      {sorted.map(({ part, status, detail, advice, lastSuccess }) => (
        <li key={part} className={css['part']}>
          <div className={css['partHead']}>
            <span className={css['partName']}>{part in NAMES ? t(NAMES[part as keyof typeof NAMES]) : part}</span>
            <Tag tone={TONES[status]}>{t(`part.${status}`)}</Tag>
          </div>
          <div className={css['partWords']}>
            <p>{detail}</p>
            {status !== 'ok' && advice !== null && (
              <p className={css['advice']}>
                <strong>{t('part.advice')}</strong> {advice}
              </p>
            )}
            {lastSuccess !== null && <p className={css['when']}>{t('part.last-success', { when: moment(lastSuccess) })}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
}

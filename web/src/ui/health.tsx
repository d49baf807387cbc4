import type { Health, PlatformPart } from 'bridge/contract'
import { type TextKey, useText } from '../text/text.tsx'
import css from './health.module.css'
import { Tag } from './tag.tsx'

/** The parts that this version knows by name; another one shows as the server calls it. */
const NAMES = {
  database: 'part.database',
  homeserver: 'part.homeserver',
  module: 'part.module',
  gateway: 'part.gateway',
  work: 'part.work',
  queue: 'part.queue',
  policy: 'part.policy',
  rooms: 'part.rooms',
  scanner: 'part.scanner',
  email: 'part.email',
  push: 'part.push',
  files: 'part.files',
  webhooks: 'part.webhooks',
  canary: 'part.canary',
  audit: 'part.audit',
  brake: 'part.brake',
} as const satisfies Record<string, TextKey>

const TONES = { ok: 'ok', degraded: 'drift', down: 'bad' } as const
type Part = Health['parts'][number]

export function usePartName(): (part: string) => string {
  const { t } = useText()
  return (part) => (part in NAMES ? t(NAMES[part as keyof typeof NAMES]) : part)
}

export function HealthTag({ status }: { status: Health['status'] }) {
  const { t } = useText()
  return <Tag tone={TONES[status]}>{t(`health.${status}`)}</Tag>
}

/** Each part, and what to do about the ones that are not well; those come first. */
export function HealthList({ parts }: { parts: readonly (Part | PlatformPart)[] }) {
  const { t, moment } = useText()
  const nameOf = usePartName()
  const order = ['down', 'degraded', 'ok']
  const sorted = parts.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
  return (
    <ul className={css['parts']}>
      {sorted.map((part) => (
        <li key={part.part} className={css['part']}>
          <div className={css['partHead']}>
            <span className={css['partName']}>{nameOf(part.part)}</span>
            <Tag tone={TONES[part.status]}>{t(`part.${part.status}`)}</Tag>
          </div>
          <div className={css['partWords']}>
            <p>{part.detail}</p>
            {part.status !== 'ok' && part.advice !== null && (
              <p className={css['advice']}>
                <strong>{t('part.advice')}</strong> {part.advice}
              </p>
            )}
            {'version' in part && part.version !== null && <p className={css['when']}>{t('part.version', { version: part.version })}</p>}
            {part.lastSuccess !== null && <p className={css['when']}>{t('part.last-success', { when: moment(part.lastSuccess) })}</p>}
            {'processes' in part && part.processes.length > 0 && <Processes part={part} />}
          </div>
        </li>
      ))}
    </ul>
  )
}

function Processes({ part: { part, processes } }: { part: PlatformPart }) {
  const { t, moment } = useText()
  const nameOf = usePartName()
  return (
    <ul className={css['processes']} aria-label={t('part.processes', { part: nameOf(part) })}>
      {processes.map(({ name, status, version, lastSeen }) => (
        <li key={name}>
          {t(status === 'ok' ? 'part.process' : 'part.process.down', { name, version: version ?? '?', when: moment(lastSeen) })}
        </li>
      ))}
    </ul>
  )
}

import { Button, Progress } from '@mantine/core'
import type { Export, ExportFormat } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { DownloadIcon } from '../icons.tsx'
import { fileSize } from '../journal/file-size.ts'
import { Tag } from '../tag.tsx'
import css from './exports.module.css'

interface Given {
  exports: readonly Export[]
  /** What is being fetched now. */
  fetching: string | null
  onFetch: (one: Export, format: ExportFormat) => void
  onThrowAway: (one: Export) => void
}

export function ExportList({ exports, ...acts }: Given) {
  return (
    <ul className={css['list']}>
      {exports.map((one) => (
        <Line key={one.id} one={one} {...acts} />
      ))}
    </ul>
  )
}

const TONES = {
  waiting: 'later',
  running: 'busy',
  ready: 'ok',
  downloaded: 'past',
  expired: 'past',
  failed: 'bad',
  cancelled: 'rest',
} as const

function Line({ one, fetching, onFetch, onThrowAway }: Omit<Given, 'exports'> & { one: Export }) {
  const { t, instant, words } = useText()
  const { state, progress, files, failure } = one
  return (
    <li className={css['line']}>
      <div className={css['head']}>
        <span className={css['when']}>{t('export.line', { when: instant(one.askedAt) })}</span>
        <Tag tone={TONES[state]}>
          {state === 'ready' && one.until !== null
            ? t('export.state.ready', { when: instant(one.until) })
            : state === 'ready'
              ? ''
              : t(`export.state.${state}`)}
        </Tag>
      </div>
      <p className={css['about']}>
        <Period one={one} /> · {one.reason}
      </p>
      {state === 'running' && progress !== null && (
        <>
          <Progress value={progress.total === 0 ? 0 : (100 * progress.done) / progress.total} aria-label={t('export.state.running')} />
          <p className={css['about']}>{t('export.state.running.count', { done: progress.done, total: progress.total })}</p>
        </>
      )}
      {failure !== null && <p className={css['failure']}>{words(failure)}</p>}
      <div className={css['acts']}>
        {state === 'ready' &&
          files.map(({ format, size, downloadedAt }) =>
            downloadedAt === null ? (
              <Button
                key={format}
                size="compact-md"
                leftSection={<DownloadIcon size={18} aria-hidden />}
                loading={fetching === `${one.id} ${format}`}
                onClick={() => onFetch(one, format)}
              >
                {t(`export.download.${format}`, { size: fileSize(size, t) })}
              </Button>
            ) : (
              <Tag key={format} tone="past">
                {t(`export.downloaded.${format}`)}
              </Tag>
            ),
          )}
        {(state === 'waiting' || state === 'running' || state === 'ready') && (
          <Button size="compact-md" variant="default" onClick={() => onThrowAway(one)}>
            {t('export.cancel')}
          </Button>
        )}
      </div>
    </li>
  )
}

function Period({ one: { from, to } }: { one: Export }) {
  const { t, day } = useText()
  const [first, last] = [from === null ? '' : day(`${from}T12:00:00`), to === null ? '' : day(`${to}T12:00:00`)]
  if (first !== '' && last !== '') return t('export.period', { from: first, to: last })
  if (first !== '') return t('export.period.from', { from: first })
  return last === '' ? t('export.period.all') : t('export.period.to', { to: last })
}

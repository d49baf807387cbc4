import { Button, Progress } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Job } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import { Tag } from '../tag.tsx'
import { useJobName } from './job-name.ts'
import css from './platform.module.css'

const TONES = { running: 'busy', waiting: 'later', failed: 'bad' } as const
/** Where more is told of it, to whoever may look there. */
const PLACES = {
  rooms: { to: '/admin/ecarts', words: 'jobs.open.rooms', needs: 'state:read' },
  archive: { to: '/admin/conservation', words: 'jobs.open.retention', needs: 'circles:read' },
  purge: { to: '/admin/conservation', words: 'jobs.open.retention', needs: 'circles:read' },
  import: { to: '/admin/imports', words: 'jobs.open.import', needs: '*' },
  canary: { to: '/admin/canari', words: 'jobs.open.canary', needs: '*' },
  'chain-check': { to: '/admin/audit', words: 'jobs.open.chain-check', needs: 'audit:read' },
} as const
type Needs = (typeof PLACES)[keyof typeof PLACES]['needs']

interface Given {
  jobs: readonly Job[]
  may: (needs: Needs) => boolean
  onCancel: (job: Job) => void
}

/** Work that lasts: what, since when, how far, why it failed. */
export function JobList({ jobs, may, onCancel }: Given) {
  return (
    <ul className={css['jobs']}>
      {jobs.map((job) => (
        <li key={`${job.kind} ${job.id ?? ''}`} className={css['job']}>
          <JobWords job={job} may={may} onCancel={onCancel} />
        </li>
      ))}
    </ul>
  )
}

function JobWords({ job, may, onCancel }: { job: Job } & Omit<Given, 'jobs'>) {
  const { t, words, instant, moment } = useText()
  const what = useJobName()(job)
  const place = job.kind in PLACES ? PLACES[job.kind as keyof typeof PLACES] : undefined
  const facts = [
    t('jobs.since', { when: instant(job.since) }),
    ...(job.askedBy === null ? [] : [job.askedBy === 'calendrier' ? t('jobs.by.calendar') : t('jobs.by', { name: job.askedBy })]),
    ...(job.attempts === 0 ? [] : [t('jobs.attempts', { count: job.attempts })]),
    ...(job.nextTry === null ? [] : [t('jobs.next', { when: moment(job.nextTry) })]),
  ]
  return (
    <>
      <div className={css['jobHead']}>
        <span className={css['jobName']}>{what}</span>
        <Tag tone={TONES[job.state]}>{t(`jobs.state.${job.state}`)}</Tag>
      </div>
      <p className={css['fine']}>{facts.join(' · ')}</p>
      {job.done !== null && job.total !== null && <JobProgress what={what} done={job.done} total={job.total} />}
      {job.cause !== null && (
        <p className={css['cause']}>
          <strong>{t('jobs.cause')}</strong> {words(job.cause)}
        </p>
      )}
      <div className={css['acts']}>
        {place !== undefined && may(place.needs) && (
          <Link to={place.to} className={link['link']}>
            {t(place.words)}
          </Link>
        )}
        {job.cancellable && (
          <Button variant="default" size="sm" aria-label={t('jobs.cancel.of', { what })} onClick={() => onCancel(job)}>
            {t('jobs.cancel')}
          </Button>
        )}
      </div>
    </>
  )
}

function JobProgress({ what, done, total }: { what: string; done: number; total: number }) {
  const { t } = useText()
  return (
    <div className={css['progress']}>
      <Progress.Root size="lg" radius="xl">
        {/* Never nothing at all: a bar without width is hidden from everybody. */}
        <Progress.Section value={Math.max(1, Math.round((100 * done) / Math.max(1, total)))} aria-label={what} />
      </Progress.Root>
      <span>{t('jobs.progress', { done, total })}</span>
    </div>
  )
}

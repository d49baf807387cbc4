import type { Job } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Dialog } from '../dialog.tsx'
import css from '../dialog.module.css'
import { Notice } from '../notice.tsx'
import { ReasonForm } from '../reason-form.tsx'
import { useJobName } from './job-name.ts'

interface Given {
  /** Undefined: the dialog is closed. */
  job: Job | undefined
  busy: boolean
  error: Error | null
  onSubmit: (reason: string) => void
  onClose: () => void
}

/** Shows which work it is and what cancelling does, before it asks for the reason. */
export function CancelJobDialog({ job, ...given }: Given) {
  const { t, instant } = useText()
  const nameOf = useJobName()
  return (
    <Dialog opened={job !== undefined} title={t('jobs.cancel.title')} onClose={given.onClose} returnFocus={!given.busy}>
      {job !== undefined && (
        <ReasonForm
          {...given}
          act={t('jobs.cancel.act')}
          failed={t('jobs.cancel.failed')}
          label={t('jobs.cancel.reason')}
          help={t('jobs.cancel.reason.help')}
          missing={t('jobs.cancel.reason.missing')}
        >
          <dl className={css['thing']}>
            <dt>{t('jobs.what')}</dt>
            <dd className={css['name']}>{nameOf(job)}</dd>
            {job.askedBy !== null && (
              <>
                <dt>{t('canary.column.asked-by')}</dt>
                <dd>{job.askedBy}</dd>
              </>
            )}
            <dt>{t('history.since')}</dt>
            <dd>{instant(job.since)}</dd>
          </dl>
          <Notice tone="drift">
            <p>{t('jobs.cancel.effect')}</p>
          </Notice>
        </ReasonForm>
      )}
    </Dialog>
  )
}

import { Button, Progress } from '@mantine/core'
import type { Retention } from 'bridge/contract'
import type { ReactNode } from 'react'
import { useText } from '../../text/text.tsx'
import { RunningIcon } from '../icons.tsx'
import { Notice } from '../notice.tsx'
import css from './retention.module.css'

/** Where what became of it is told: the focus can be sent there. */
export const OUTCOME = 'outcome'

interface Given {
  retention: Retention
  mayAct: boolean
  retrying: boolean
  onRetry: () => void
}

/** What is being done, what waits for whom, or what was done. */
export function RetentionNotice(given: Given) {
  return (
    <section id={OUTCOME} tabIndex={-1} className={css['outcomeOf']}>
      <Told {...given} />
    </section>
  )
}

function Told({ retention, mayAct, retrying, onRetry }: Given): ReactNode {
  const { t, instant, words } = useText()
  const { state, failure, askedBy: asked, decidedBy, decidedAt, decisionReason, mine, purgedAt, archive } = retention
  const by = decidedBy ?? ''
  switch (state) {
    case 'sealed':
      return failure === null ? (
        <Copying retention={retention} />
      ) : (
        <>
          <Notice tone="bad" title={t('retention.told.failed')}>
            <p>{words(failure)}</p>
            <p>{t('retention.told.failed.why')}</p>
          </Notice>
          {mayAct && (
            <Button loading={retrying} onClick={onRetry} leftSection={<RunningIcon size={18} aria-hidden />}>
              {t('retention.retry')}
            </Button>
          )}
        </>
      )
    case 'archived': {
      const who = mine ? '.mine' : mayAct ? '' : '.reader'
      return (
        <Notice tone="drift" title={t(`retention.told.archived${who}`)}>
          <p>{t(`retention.told.archived${who}.why`)}</p>
        </Notice>
      )
    }
    case 'purging':
      return (
        <Notice tone="drift" title={t('retention.told.purging')}>
          <p>{t('retention.told.purging.why', { by })}</p>
          {failure !== null && <p>{words(failure)}</p>}
        </Notice>
      )
    case 'purged':
      return (
        <Notice tone="ok" title={t('retention.told.purged')}>
          <p>
            {t('retention.told.purged.why', {
              when: instant(purgedAt ?? ''),
              messages: archive?.messages ?? 0,
              files: archive?.files ?? 0,
              asked,
              approved: by,
            })}
          </p>
        </Notice>
      )
    case 'lifted':
      return (
        <Notice tone="ok" title={t('retention.told.lifted', { by, when: instant(decidedAt ?? '') })}>
          <p>{t('retention.course.reason', { reason: decisionReason ?? '' })}</p>
          <p>{t('retention.told.lifted.why')}</p>
        </Notice>
      )
  }
}

function Copying({ retention: { askedBy: by, progress } }: { retention: Retention }) {
  const { t } = useText()
  return (
    <>
      <Notice tone="drift" title={t('retention.told.sealed')}>
        <p>{t('retention.told.sealed.why', { by })}</p>
      </Notice>
      {progress === null ? (
        <p className={css['hint']}>{t('retention.told.waiting')}</p>
      ) : (
        <div>
          <p className={css['count']}>{t('retention.told.progress', progress)}</p>
          <Progress.Root size="lg" radius="xl">
            <Progress.Section
              value={Math.max(1, Math.round((100 * progress.done) / Math.max(1, progress.total)))}
              aria-label={t('retention.state.sealed')}
            />
          </Progress.Root>
        </div>
      )}
    </>
  )
}

import { Button, Progress } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { RetentionCircle } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { useErrorWords } from '../failure.tsx'
import { StopIcon } from '../icons.tsx'
import link from '../link.module.css'
import { Block } from '../page.tsx'
import { Tag } from '../tag.tsx'
import { HeldNext, heldBy } from './held-next.tsx'
import css from './retention.module.css'

/** One circle of a run, and what became of it. */
export interface SealLine {
  circle: RetentionCircle
  outcome: 'waiting' | 'asking' | 'sealed' | 'refused' | 'left'
  /** Of what was sealed. */
  retention?: string
  error?: unknown
}
/** Where a run is told: the focus can be sent there. */
export const RUN = 'run'

interface Given {
  lines: readonly SealLine[]
  running: boolean
  onStop: () => void
  /** Asks again for what is not sealed. */
  onAgain: () => void
  onClear: () => void
}

/** Journals that are sealed one after the other: how far, and for each what came of it. */
export function SealRun({ lines, running, onStop, onAgain, onClear }: Given) {
  const { t } = useText()
  const done = lines.filter(({ outcome }) => outcome !== 'waiting' && outcome !== 'asking').length
  const others = lines.filter(({ outcome }) => outcome !== 'sealed').length
  return (
    <Block id={RUN} title={t('retention.run')} {...(running ? { lead: t('retention.run.lead') } : {})} flush>
      <div className={css['run']}>
        {running ? (
          <>
            <p>{t('retention.run.progress', { done, total: lines.length })}</p>
            <Progress.Root size="lg" radius="xl">
              <Progress.Section value={Math.max(1, Math.round((100 * done) / lines.length))} aria-label={t('retention.run')} />
            </Progress.Root>
          </>
        ) : (
          <p>{t('retention.run.told', { sealed: lines.length - others, others })}</p>
        )}
        <div className={css['acts']}>
          {running ? (
            <Button variant="default" size="sm" onClick={onStop} leftSection={<StopIcon size={18} aria-hidden />}>
              {t('retention.run.stop')}
            </Button>
          ) : (
            <>
              {others > 0 && (
                <Button size="sm" onClick={onAgain}>
                  {t('retention.run.again', { count: others })}
                </Button>
              )}
              <Button variant="default" size="sm" onClick={onClear}>
                {t('retention.run.close')}
              </Button>
            </>
          )}
        </div>
      </div>
      <ul className={css['due']}>
        {lines.map((line) => (
          <li key={line.circle.id} className={css['runLine']}>
            <Line line={line} />
          </li>
        ))}
      </ul>
    </Block>
  )
}

const TONES = { waiting: 'later', asking: 'busy', sealed: 'ok', held: 'drift', refused: 'bad', left: 'cancelled' } as const

function Line({ line: { circle, outcome, retention, error } }: { line: SealLine }) {
  const { t } = useText()
  const words = useErrorWords()
  const isHeld = outcome === 'refused' && heldBy(error) !== undefined
  const shown = isHeld ? 'held' : outcome
  return (
    <>
      <div className={css['words']}>
        <span className={css['name']}>{circle.patient.displayName}</span>
        <span className={css['fine']}>{circle.structure.name}</span>
        {isHeld ? <HeldNext error={error} /> : outcome === 'refused' && <p className={css['held']}>{words(error).message}</p>}
      </div>
      <div className={css['outcome']}>
        <Tag tone={TONES[shown]}>{t(`retention.run.${shown}`)}</Tag>
        {retention !== undefined && (
          <Link
            className={link['link']}
            to="/admin/conservation/$id"
            params={{ id: retention }}
            aria-label={t('retention.open.of', { patient: circle.patient.displayName })}
          >
            {t('retention.open')}
          </Link>
        )}
      </div>
    </>
  )
}

import { Progress } from '@mantine/core'
import type { CanaryRun } from 'bridge/contract'
import { useText } from '../text/text.tsx'
import css from './canary.module.css'
import { Tag } from './tag.tsx'

const TONES = { waiting: 'busy', running: 'busy', clean: 'ok', leak: 'bad', incomplete: 'drift' } as const

/** How a check ended, or that it is under way. */
export function CanaryOutcome({ run }: { run: Pick<CanaryRun, 'outcome' | 'leaked'> }) {
  const { t } = useText()
  return <Tag tone={TONES[run.outcome]}>{t(`canary.outcome.${run.outcome}`, { count: run.leaked })}</Tag>
}

/** How far the check under way is. */
export function CanaryProgress({ run }: { run: CanaryRun }) {
  const { t } = useText()
  const { tried, planned } = run
  // Never nothing at all: a bar without width is hidden from everybody.
  const share = planned === 0 ? 1 : Math.max(1, Math.round((100 * tried) / planned))
  return (
    <div className={css['progress']}>
      <div className={css['progressHead']}>
        <CanaryOutcome run={run} />
        <span>{tried === 0 ? t('canary.preparing') : t('canary.progress', { tried, planned })}</span>
      </div>
      <Progress.Root size="lg" radius="xl">
        <Progress.Section value={share} aria-label={t('canary.under-way')} />
      </Progress.Root>
    </div>
  )
}

import { Button, Progress } from '@mantine/core'
import type { ImportDetail } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { StopIcon } from '../icons.tsx'
import css from './imports.module.css'

export function ImportProgress({ given, stopping, onStop }: { given: ImportDetail; stopping: boolean; onStop: () => void }) {
  const { t } = useText()
  const { state, counts } = given
  const total = counts.rows - counts.wrong
  const done = Object.values(state === 'trying' ? counts.trial : counts.applied).reduce((sum, count) => sum + count, 0)
  return (
    <div className={css['steps']}>
      <p className={css['count']}>{t('imports.progress', { done, total })}</p>
      <Progress.Root size="lg" radius="xl">
        <Progress.Section
          value={Math.max(1, Math.round((100 * done) / Math.max(1, total)))}
          aria-label={t(state === 'trying' ? 'imports.state.trying' : 'imports.state.applying')}
        />
      </Progress.Root>
      <div className={css['acts']}>
        <Button variant="default" loading={stopping} onClick={onStop} leftSection={<StopIcon size={18} aria-hidden />}>
          {t('imports.act.stop')}
        </Button>
        <span className={css['fine']}>{t(state === 'trying' ? 'imports.stop.trying' : 'imports.stop.applying')}</span>
      </div>
    </div>
  )
}

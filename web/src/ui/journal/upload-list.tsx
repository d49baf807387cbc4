import { Button, Progress } from '@mantine/core'
import { useText } from '../../text/text.tsx'
import css from './journal.module.css'
import type { Uploading, useUploads } from './use-uploads.ts'

type Given = Pick<ReturnType<typeof useUploads>, 'uploads' | 'cancel' | 'retry'>

export function UploadList({ uploads, cancel, retry }: Given) {
  if (uploads.length === 0) return null
  return (
    <ul className={css['uploads']}>
      {uploads.map((one) => (
        <Line key={one.key} one={one} onCancel={() => cancel(one.key)} onRetry={() => retry(one)} />
      ))}
    </ul>
  )
}

function Line({ one, onCancel, onRetry }: { one: Uploading; onCancel: () => void; onRetry: () => void }) {
  const { t } = useText()
  const { name } = one.file
  const percent = Math.round(one.part * 100)
  if (one.failure !== null)
    return (
      <li className={css['upload']} data-state="failed">
        <span role="alert">{t('file.upload.failed', { name, why: one.failure === '' ? t('file.upload.network') : one.failure })}</span>
        <span>
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t('journal.retry')}
          </Button>{' '}
          <Button size="compact-sm" variant="default" onClick={onCancel} aria-label={t('file.remove', { name })}>
            {t('journal.discard')}
          </Button>
        </span>
      </li>
    )
  return (
    <li className={css['upload']}>
      <span>{t('file.uploading', { name, percent })}</span>
      <Button size="compact-sm" variant="default" onClick={onCancel} aria-label={t('file.upload.cancel', { name })}>
        {t('cancel')}
      </Button>
      <Progress value={percent} aria-label={t('file.uploading', { name, percent })} className={css['uploadBar'] ?? ''} />
    </li>
  )
}

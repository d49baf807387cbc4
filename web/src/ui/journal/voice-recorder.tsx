import { ActionIcon, Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useText } from '../../text/text.tsx'
import { DeleteIcon, SendIcon, StopIcon } from '../icons.tsx'
import { clock } from './file-view.tsx'
import css from './journal.module.css'
import type { Recording } from './use-recorder.ts'

interface Given {
  recording: Exclude<Recording, { state: 'none' | 'refused' }>
  onFinish: () => void
  onCancel: () => void
  onSend: () => void
}

export function VoiceRecorder({ recording, onFinish, onCancel, onSend }: Given) {
  const { t } = useText()
  return (
    <div className={css['recording']}>
      <ActionIcon variant="subtle" color="red" size={42} onClick={onCancel} aria-label={t('journal.record.cancel')}>
        <DeleteIcon size={22} aria-hidden />
      </ActionIcon>
      {recording.state === 'running' ? (
        <>
          <span className={css['dot']} aria-hidden />
          <Elapsed since={recording.since} />
          <Button onClick={onFinish} leftSection={<StopIcon size={18} aria-hidden />} autoFocus>
            {t('journal.record.stop')}
          </Button>
        </>
      ) : (
        <>
          <audio src={recording.url} controls aria-label={t('file.voice')} />
          <Button onClick={onSend} leftSection={<SendIcon size={18} aria-hidden />} autoFocus>
            {t('journal.record.send')}
          </Button>
        </>
      )}
    </div>
  )
}

function Elapsed({ since }: { since: number }) {
  const { t } = useText()
  const [now, setNow] = useState(since)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return <span>{t('journal.record.running', { time: clock(now - since) })}</span>
}

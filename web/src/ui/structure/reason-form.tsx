import { Button, Stack, Textarea } from '@mantine/core'
import { type ReactNode, type SyntheticEvent, useRef, useState } from 'react'
import { useText } from '../../text/text.tsx'
import { DialogActions } from '../dialog.tsx'
import { Failure } from '../failure.tsx'

interface Given {
  /** What it is about, and what will happen. */
  children: ReactNode
  act: string
  failed: string
  help?: string
  busy: boolean
  error: Error | null
  onSubmit: (reason: string) => void
  onClose: () => void
}

/** Asks for the reason of an act that cannot be taken back. */
export function ReasonForm({ children, act, failed, help, busy, error, onSubmit, onClose }: Given) {
  const { t } = useText()
  const [reason, setReason] = useState('')
  const [judged, setJudged] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const missing = reason.trim() === ''
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(true)
    if (missing) field.current?.focus()
    else onSubmit(reason.trim())
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {children}
        {error !== null && <Failure error={error} title={failed} />}
        <Textarea
          ref={field}
          label={t('structure.reason')}
          description={help}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={judged && missing ? t('structure.reason.missing') : undefined}
          maxLength={500}
          autosize
          minRows={2}
          required
          withAsterisk={false}
          data-autofocus
        />
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" color="red" loading={busy}>
            {act}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  )
}

import { Button, Stack, Textarea } from '@mantine/core'
import { type ReactNode, type SyntheticEvent, useRef, useState } from 'react'
import { useText } from '../text/text.tsx'
import { DialogActions } from './dialog.tsx'
import { Failure } from './failure.tsx'

interface Given {
  /** What it is about, and what will happen. */
  children: ReactNode
  act: string
  /** An act that takes nothing away is not shown as one that does. */
  harmless?: boolean
  failed: string
  /** What is asked for, unless given the reason that the console records. */
  label?: string
  help?: string
  missing?: string
  busy: boolean
  error: Error | null
  onSubmit: (reason: string) => void
  onClose: () => void
}

/** Shows what it is about, and does it for a reason alone. */
export function ReasonForm({ children, act, harmless = false, failed, busy, error, onSubmit, onClose, ...words }: Given) {
  const { t } = useText()
  const { label = t('reason'), help = t('reason.help'), missing = t('reason.missing') } = words
  const [reason, setReason] = useState('')
  const [judged, setJudged] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const empty = reason.trim() === ''
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(true)
    if (empty) field.current?.focus()
    else onSubmit(reason.trim())
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {children}
        {error !== null && <Failure error={error} title={failed} />}
        <Textarea
          ref={field}
          label={label}
          description={help}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={judged && empty ? missing : undefined}
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
          <Button type="submit" {...(harmless ? {} : { color: 'red' })} loading={busy}>
            {act}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  )
}

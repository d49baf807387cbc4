import { Button, Stack, TextInput, Textarea } from '@mantine/core'
import { type SyntheticEvent, useRef, useState } from 'react'
import { useText } from '../../text/text.tsx'
import dialog from '../dialog.module.css'
import { fieldErrors, useErrorWords } from '../failure.tsx'
import { Notice } from '../notice.tsx'

export interface ExportWish {
  reason: string
  from?: string
  to?: string
}
interface Given {
  busy: boolean
  error: Error | null
  onAsk: (wish: ExportWish) => void
}

export function ExportForm({ busy, error, onAsk }: Given) {
  const { t } = useText()
  const words = useErrorWords()
  const [reason, setReason] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const errors = fieldErrors(error)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return field.current?.focus()
    onAsk({ reason: reason.trim(), ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {error !== null && Object.keys(errors).length === 0 && <Notice tone="bad">{words(error).message}</Notice>}
        <Textarea
          ref={field}
          label={t('export.reason')}
          description={t('export.reason.help')}
          value={reason}
          maxLength={500}
          autosize
          minRows={2}
          required
          withAsterisk={false}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={errors['reason']}
        />
        <div className={dialog['dates']}>
          <TextInput
            type="date"
            label={t('export.from')}
            description={t('export.period.help')}
            value={from}
            max={to}
            onChange={(event) => setFrom(event.currentTarget.value)}
            error={errors['from']}
          />
          <TextInput
            type="date"
            label={t('export.to')}
            description={t('export.period.help')}
            value={to}
            min={from}
            onChange={(event) => setTo(event.currentTarget.value)}
            error={errors['to']}
          />
        </div>
        <div>
          <Button type="submit" loading={busy}>
            {t('export.act')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

import { Button, Stack, TextInput } from '@mantine/core'
import type { Webhook } from 'bridge/contract'
import { useState } from 'react'
import { EVENT_TYPES } from '../../text/fr-events.ts'
import { useText } from '../../text/text.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import { Failure, fieldErrors } from '../failure.tsx'
import { ReasonField } from '../reason-field.tsx'
import { useMissing } from '../use-judged.ts'
import { Choices } from './choices.tsx'

type Kind = Webhook['kinds'][number]
const FAMILIES = [...new Set(EVENT_TYPES.map((type) => `${type.split('.')[0] ?? ''}.*`))].toSorted((a, b) => a.localeCompare(b)) as Kind[]

interface Given {
  opened: boolean
  busy: boolean
  error: Error | null
  onSubmit: (fields: Pick<Webhook, 'name' | 'url' | 'kinds'> & { reason: string }) => void
  onClose: () => void
}

/** Who is to be told, where, of what. */
export function NewWebhookDialog(given: Given) {
  const { t } = useText()
  return (
    <Dialog opened={given.opened} title={t('webhooks.create')} onClose={given.onClose} returnFocus={!given.busy}>
      <Form {...given} />
    </Dialog>
  )
}

function Form({ busy, error, onSubmit, onClose }: Given) {
  const { t } = useText()
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [kinds, setKinds] = useState<Kind[]>([])
  const [reason, setReason] = useState('')
  const said = fieldErrors(error)
  const missing = {
    name: name.trim() === '' ? t('webhooks.missing.name') : undefined,
    url: url.trim() === '' ? t('webhooks.missing.url') : undefined,
    kinds: kinds.length === 0 ? t('webhooks.missing.kinds') : undefined,
    reason: reason.trim() === '' ? t('reason.missing') : undefined,
  }
  const {
    wrong,
    form,
    onSubmit: submit,
  } = useMissing(missing, () => onSubmit({ name: name.trim(), url: url.trim(), kinds, reason: reason.trim() }))
  const choices = [
    { value: '*' as Kind, label: t('webhooks.kinds.all') },
    ...FAMILIES.map((value) => ({ value, label: t('webhooks.kinds.family', { kind: value }) })),
    ...EVENT_TYPES.map((value) => ({ value: value as Kind, label: t(`event.${value}`) })),
  ]
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="lg">
        {error !== null && <Failure error={error} title={t('webhooks.create.failed')} />}
        <TextInput
          label={t('webhooks.name')}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
          error={said['name'] ?? wrong.name}
          data-autofocus
        />
        <TextInput
          type="url"
          label={t('webhooks.url')}
          description={t('webhooks.url.help')}
          value={url}
          maxLength={1_000}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={said['url'] ?? wrong.url}
        />
        <Choices
          label={t('webhooks.kinds')}
          help={t('webhooks.kinds.help')}
          choices={choices}
          chosen={kinds}
          error={wrong.kinds}
          onChange={setKinds}
        />
        <ReasonField value={reason} onChange={(event) => setReason(event.currentTarget.value)} error={said['reason'] ?? wrong.reason} />
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('webhooks.create.act')}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  )
}

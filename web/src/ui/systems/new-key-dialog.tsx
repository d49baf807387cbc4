import { Button, Stack, TextInput } from '@mantine/core'
import type { Scope } from 'bridge/contract'
import { useState } from 'react'
import { useText } from '../../text/text.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import { Failure, fieldErrors } from '../failure.tsx'
import { Notice } from '../notice.tsx'
import { ReasonField } from '../reason-field.tsx'
import { useMissing } from '../use-judged.ts'
import { Choices } from './choices.tsx'
import { SCOPES } from './scopes.ts'

interface Given {
  opened: boolean
  busy: boolean
  error: Error | null
  /** `day`: the last one on which it opens, YYYY-MM-DD. */
  onSubmit: (key: { name: string; scopes: Scope[]; day: string | undefined; reason: string }) => void
  onClose: () => void
}

/** Who is to act here, with which rights, until when. */
export function NewKeyDialog(given: Given) {
  const { t } = useText()
  return (
    <Dialog opened={given.opened} title={t('keys.create')} onClose={given.onClose} returnFocus={!given.busy}>
      <Form {...given} />
    </Dialog>
  )
}

function Form({ busy, error, onSubmit, onClose }: Given) {
  const { t } = useText()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Scope[]>([])
  const [day, setDay] = useState('')
  const [reason, setReason] = useState('')
  const said = fieldErrors(error)
  const missing = {
    name: name.trim() === '' ? t('keys.missing.name') : undefined,
    scopes: scopes.length === 0 ? t('keys.missing.scopes') : undefined,
    reason: reason.trim() === '' ? t('reason.missing') : undefined,
  }
  const {
    wrong,
    form,
    onSubmit: submit,
  } = useMissing(missing, () => onSubmit({ name: name.trim(), scopes, day: day || undefined, reason: reason.trim() }))
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="lg">
        {error !== null && <Failure error={error} title={t('keys.create.failed')} />}
        <TextInput
          label={t('keys.name')}
          value={name}
          maxLength={40}
          onChange={(event) => setName(event.currentTarget.value)}
          error={said['name'] ?? said['source'] ?? wrong.name}
          data-autofocus
        />
        <Choices
          label={t('keys.scopes.choose')}
          choices={SCOPES.map((value) => ({ value, label: value === '*' ? t('keys.scopes.all') : value }))}
          chosen={scopes}
          error={wrong.scopes}
          onChange={setScopes}
        />
        {scopes.includes('*') && (
          <Notice tone="drift">
            <p>{t('keys.scopes.warning')}</p>
          </Notice>
        )}
        <TextInput
          type="date"
          label={t('keys.expiry')}
          description={t('keys.expiry.help')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          error={said['expiresAt']}
        />
        <ReasonField value={reason} onChange={(event) => setReason(event.currentTarget.value)} error={said['reason'] ?? wrong.reason} />
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('keys.create.act')}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  )
}

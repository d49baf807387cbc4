import { Button, Stack, TextInput } from '@mantine/core'
import type { Scope } from 'bridge/contract'
import { type SyntheticEvent, useRef, useState } from 'react'
import { useText } from '../../text/text.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import { Failure, fieldErrors } from '../failure.tsx'
import { Notice } from '../notice.tsx'
import { Choices } from './choices.tsx'
import { SCOPES } from './scopes.ts'

interface Given {
  opened: boolean
  busy: boolean
  error: Error | null
  /** `day`: the last one on which it opens, YYYY-MM-DD. */
  onSubmit: (key: { name: string; scopes: Scope[]; day: string | undefined }) => void
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
  const [judged, setJudged] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  const said = fieldErrors(error)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(true)
    if (name.trim() === '') first.current?.focus()
    else if (scopes.length > 0) onSubmit({ name: name.trim(), scopes, day: day || undefined })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {error !== null && <Failure error={error} title={t('keys.create.failed')} />}
        <TextInput
          ref={first}
          label={t('keys.name')}
          value={name}
          maxLength={40}
          onChange={(event) => setName(event.currentTarget.value)}
          error={said['name'] ?? said['source'] ?? (judged && name.trim() === '' ? t('keys.missing.name') : undefined)}
          data-autofocus
        />
        <Choices
          label={t('keys.scopes.choose')}
          choices={SCOPES.map((value) => ({ value, label: value === '*' ? t('keys.scopes.all') : value }))}
          chosen={scopes}
          error={judged && scopes.length === 0 ? t('keys.missing.scopes') : undefined}
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

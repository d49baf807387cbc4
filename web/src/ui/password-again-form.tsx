import { Button, PasswordInput, Stack } from '@mantine/core'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { useText } from '../text/text.tsx'
import { useAnnouncer } from './announcer.tsx'
import { DialogActions } from './dialog.tsx'
import { Notice } from './notice.tsx'

interface Given {
  name: string
  /** For whoever keeps passwords, and whoever reads the page aloud. */
  account: string
  busy: boolean
  failure: string | null
  onSubmit: (password: string) => void
  onClose: () => void
}

/** Asks somebody at work for their password again. */
export function PasswordAgainForm({ name, account, busy, failure, onSubmit, onClose }: Given) {
  const { t } = useText()
  const { warn } = useAnnouncer()
  const [password, setPassword] = useState('')
  const [judged, setJudged] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (failure === null) return
    warn(`${t('again.failed')}. ${failure}`, { shown: false })
    field.current?.select()
  }, [failure, t, warn])

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    // Of the dialog that is beneath it nothing is sent.
    event.stopPropagation()
    setJudged(true)
    if (password === '') field.current?.focus()
    else onSubmit(password)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <p>{t('again.why', { name })}</p>
        {failure !== null && !busy && (
          <Notice tone="bad" title={t('again.failed')}>
            <p>{failure}</p>
          </Notice>
        )}
        <input type="text" name="username" value={account} autoComplete="username" readOnly hidden />
        <PasswordInput
          ref={field}
          label={t('sign-in.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={judged && password === '' ? t('sign-in.password.missing') : undefined}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('sign-in.password.show'), tabIndex: 0, 'aria-hidden': false }}
          required
          withAsterisk={false}
          data-autofocus
        />
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('again.act')}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  )
}

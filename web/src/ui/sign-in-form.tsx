import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { useText } from '../text/text.tsx'
import { useAnnouncer } from './announcer.tsx'
import { Notice } from './notice.tsx'
import css from './states.module.css'

interface Given {
  busy: boolean
  failure: { message: string; reference: string | undefined } | null
  /** What stays in this browser. */
  privacy: string
  onSubmit: (user: string, password: string) => void
}

export function SignInForm({ busy, failure, privacy, onSubmit }: Given) {
  const { t } = useText()
  const { warn } = useAnnouncer()
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const [judged, setJudged] = useState(false)
  const userField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (failure === null) return
    warn(`${t('sign-in.failed')}. ${failure.message}`, { shown: false })
    passwordField.current?.select()
  }, [failure?.message, t, warn])

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(true)
    if (user.trim() === '') return userField.current?.focus()
    if (password === '') return passwordField.current?.focus()
    onSubmit(user.trim(), password)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {failure !== null && !busy && (
          <Notice tone="bad" title={t('sign-in.failed')}>
            <p>{failure.message}</p>
            {failure.reference !== undefined && (
              <p className={css['reference']}>{t('error.reference', { reference: failure.reference })}</p>
            )}
          </Notice>
        )}
        <TextInput
          ref={userField}
          label={t('sign-in.user')}
          description={t('sign-in.user.help')}
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
          error={judged && user.trim() === '' ? t('sign-in.user.missing') : undefined}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
          withAsterisk={false}
        />
        <PasswordInput
          ref={passwordField}
          label={t('sign-in.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={judged && password === '' ? t('sign-in.password.missing') : undefined}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('sign-in.password.show'), tabIndex: 0, 'aria-hidden': false }}
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={busy} fullWidth>
          {t('sign-in.act')}
        </Button>
        <p className={css['fine']}>{privacy}</p>
      </Stack>
    </form>
  )
}

import { Button, PasswordInput, Stack } from '@mantine/core'
import { type SyntheticEvent, useEffect, useId, useRef, useState } from 'react'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../announcer.tsx'
import { fieldErrors, useErrorWords } from '../failure.tsx'
import { Notice } from '../notice.tsx'
import states from '../states.module.css'
import css from './account.module.css'
import { type Field, PASSWORD_AT_LEAST, faultsOf } from './password-faults.ts'

interface Given {
  /** For password managers; the account is not known where a link is used. */
  user?: string
  /** Whoever is signed in says the password of now. */
  withPresent?: boolean
  act: string
  busy: boolean
  failure: Error | null
  onSubmit: (passwords: { present: string; password: string }) => void
  onCancel?: () => void
}

/** The rules are said before, and all that is wrong at once. */
export function PasswordForm({ user, withPresent = false, act, busy, failure, onSubmit, onCancel }: Given) {
  const { t } = useText()
  const { warn } = useAnnouncer()
  const words = useErrorWords()
  const rules = useId()
  const [given, setGiven] = useState<Record<Field, string>>({ present: '', password: '', again: '' })
  const [judged, setJudged] = useState(false)
  const fields = useRef<Partial<Record<Field, HTMLInputElement | null>>>({})
  const names: readonly Field[] = withPresent ? ['present', 'password', 'again'] : ['password', 'again']
  useEffect(() => fields.current[withPresent ? 'present' : 'password']?.focus(), [withPresent])

  const said = fieldErrors(failure)
  const [heading, message] = [t('password.refused'), failure === null ? null : words(failure).message]
  useEffect(() => {
    if (message !== null) warn(`${heading} ${message}`, { shown: false })
  }, [failure, heading, message, warn])

  const faults = faultsOf(given, withPresent)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(true)
    const first = names.find((name) => faults[name] !== undefined)
    if (first !== undefined) return fields.current[first]?.focus()
    onSubmit(given)
  }
  const errorOf = (name: Field) => {
    const fault = judged ? faults[name] : undefined
    return fault === undefined ? said[name] : t(`password.fault.${fault}`, { least: PASSWORD_AT_LEAST })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" className={css['form'] ?? ''}>
        <div id={rules} className={css['rules']}>
          <p>{t('password.rules')}</p>
          <ul>
            <li>{t('password.rule.length', { least: PASSWORD_AT_LEAST })}</li>
            <li>{t('password.rule.name')}</li>
            <li>{t('password.rule.phrase')}</li>
          </ul>
        </div>
        {user !== undefined && <input type="text" autoComplete="username" value={user} readOnly hidden />}
        {failure !== null && names.every((name) => said[name] === undefined) && !busy && (
          <Notice tone="bad" title={heading}>
            <p>{message}</p>
            {words(failure).reference !== undefined && (
              <p className={states['reference']}>{t('error.reference', { reference: words(failure).reference ?? '' })}</p>
            )}
          </Notice>
        )}
        {names.map((name) => (
          <PasswordInput
            key={name}
            ref={(input) => void (fields.current[name] = input)}
            label={t(`password.${name}`)}
            value={given[name]}
            onChange={(event) => setGiven({ ...given, [name]: event.currentTarget.value })}
            error={errorOf(name)}
            autoComplete={name === 'present' ? 'current-password' : 'new-password'}
            {...(name === 'password' ? { 'aria-describedby': rules } : {})}
            visibilityToggleButtonProps={{ 'aria-label': t(`password.${name}.show`), tabIndex: 0, 'aria-hidden': false }}
            required
            withAsterisk={false}
          />
        ))}
        <div className={css['acts']}>
          {onCancel !== undefined && (
            <Button variant="default" onClick={onCancel} disabled={busy}>
              {t('cancel')}
            </Button>
          )}
          <Button type="submit" loading={busy} fullWidth={onCancel === undefined}>
            {act}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

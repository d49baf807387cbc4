import { Button, Stack, TextInput } from '@mantine/core'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../announcer.tsx'
import { fieldErrors, useErrorWords } from '../failure.tsx'
import { Notice } from '../notice.tsx'

interface Given {
  busy: boolean
  /** Once already: another e-mail can be asked for. */
  asked: boolean
  failure: Error | null
  onAsk: (identifier: string) => void
}

export function AskLinkForm({ busy, asked, failure, onAsk }: Given) {
  const { t } = useText()
  const { warn } = useAnnouncer()
  const words = useErrorWords()
  const [identifier, setIdentifier] = useState('')
  const [judged, setJudged] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const message = failure === null ? null : words(failure).message
  useEffect(() => {
    if (message !== null) warn(message, { shown: false })
  }, [failure, message, warn])

  const missing = identifier.trim() === ''
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(true)
    if (missing) return field.current?.focus()
    onAsk(identifier.trim())
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {message !== null && !busy && (
          <Notice tone="bad">
            <p>{message}</p>
          </Notice>
        )}
        <TextInput
          ref={field}
          label={t('access.identifier')}
          description={t('access.identifier.help')}
          value={identifier}
          maxLength={255}
          onChange={(event) => setIdentifier(event.currentTarget.value)}
          error={judged && missing ? t('sign-in.user.missing') : fieldErrors(failure)['identifier']}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={busy} variant={asked ? 'default' : 'filled'} fullWidth>
          {t(asked ? 'access.ask.again' : 'access.ask.act')}
        </Button>
      </Stack>
    </form>
  )
}

import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { Refused, Unreachable } from '../api/request.ts'
import { useText } from '../text/text.tsx'
import { useAnnouncer } from './announcer.tsx'
import { RunningIcon } from './icons.tsx'
import { Notice } from './notice.tsx'
import css from './states.module.css'

/** What to tell a person about an error: the server's own words where it gave some. */
export function useErrorWords(): (error: unknown) => { message: string; reference: string | undefined } {
  const { t } = useText()
  return (error) => {
    if (error instanceof Unreachable) return { message: t('error.unreachable'), reference: undefined }
    if (!(error instanceof Refused)) return { message: t('error.broken'), reference: undefined }
    const { answer, status } = error
    return { message: answer?.message ?? t('error.unexpected', { status }), reference: answer?.reference }
  }
}

/** The error state of a page or of a dialog: what, what to do, retry, reference. */
export function Failure({ error, title, onRetry }: { error: unknown; title?: string; onRetry?: () => void }) {
  const { t } = useText()
  const { warn } = useAnnouncer()
  const { message, reference } = useErrorWords()(error)
  const heading = title ?? t('error.title')
  useEffect(() => warn(`${heading}. ${message}`, { shown: false }), [warn, heading, message])
  return (
    <div className={css['failure']}>
      <Notice tone="bad" title={heading}>
        <p>{message}</p>
        {reference !== undefined && <p className={css['reference']}>{t('error.reference', { reference })}</p>}
      </Notice>
      {onRetry !== undefined && (
        <Button variant="default" onClick={onRetry} leftSection={<RunningIcon size={18} aria-hidden />}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}

/** What the server said of single fields, by their path. */
export function fieldErrors(error: unknown): Record<string, string> {
  const answer = error instanceof Refused ? error.answer : undefined
  const said = answer?.errors ?? (answer?.path === undefined ? [] : [{ path: answer.path, message: answer.message }])
  return Object.fromEntries(said.map(({ path, message }) => [path, message]))
}

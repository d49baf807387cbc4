import { useText } from '../../text/text.tsx'
import { Dialog } from '../dialog.tsx'
import { ReasonForm } from '../reason-form.tsx'

interface Given {
  opened: boolean
  name: string
  count: number
  busy: boolean
  error: Error | null
  onEnd: (reason: string) => void
  onClose: () => void
}

/** Whose sessions, how many, and what it means for them. */
export function EndSessions({ opened, name, count, busy, error, onEnd, onClose }: Given) {
  const { t } = useText()
  return (
    <Dialog opened={opened} title={t('person.sessions.ending', { name })} onClose={onClose} returnFocus={!busy}>
      <ReasonForm
        act={t('person.sessions.end')}
        failed={t('person.sessions.failed')}
        label={t('reason')}
        missing={t('reason.missing')}
        busy={busy}
        error={error}
        onSubmit={onEnd}
        onClose={onClose}
      >
        <p>{t('person.sessions.end.words', { count })}</p>
      </ReasonForm>
    </Dialog>
  )
}

import { useText } from '../../text/text.tsx'
import { ActDialog } from '../act-dialog.tsx'

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
export function EndSessions({ name, count, onEnd, ...given }: Given) {
  const { t } = useText()
  return (
    <ActDialog
      {...given}
      title={t('person.sessions.ending', { name })}
      effect={[t('person.sessions.end.words', { count })]}
      act={t('person.sessions.end')}
      failed={t('person.sessions.failed')}
      onAct={onEnd}
    />
  )
}

import { Button, Stack } from '@mantine/core'
import { useText } from '../../text/text.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import { Failure } from '../failure.tsx'

interface Given {
  opened: boolean
  name: string
  count: number
  busy: boolean
  error: Error | null
  onEnd: () => void
  onClose: () => void
}

/** Whose sessions, how many, and what it means for them. */
export function EndSessions({ opened, name, count, busy, error, onEnd, onClose }: Given) {
  const { t } = useText()
  return (
    <Dialog opened={opened} title={t('person.sessions.ending', { name })} onClose={onClose}>
      <Stack gap="lg">
        <p>{t('person.sessions.end.words', { count })}</p>
        {error !== null && <Failure error={error} />}
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button color="red" loading={busy} onClick={onEnd}>
            {t('person.sessions.end')}
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  )
}

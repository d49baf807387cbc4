import { Button, Stack } from '@mantine/core'
import { useText } from '../../text/text.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'

interface Given {
  busy: boolean
  onStay: () => void
  onLeave: () => void
  onSave: () => void
}

export function LeaveDialog({ busy, onStay, onLeave, onSave }: Given) {
  const { t } = useText()
  return (
    <Dialog opened title={t('wishes.leave')} onClose={onStay}>
      <Stack gap="md">
        <p>{t('wishes.leave.why')}</p>
        <DialogActions>
          <Button variant="default" onClick={onStay}>
            {t('wishes.leave.stay')}
          </Button>
          <Button variant="default" onClick={onLeave}>
            {t('wishes.leave.act')}
          </Button>
          <Button onClick={onSave} loading={busy} data-autofocus>
            {t('wishes.leave.save')}
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  )
}

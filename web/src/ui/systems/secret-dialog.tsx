import { Button } from '@mantine/core'
import { useText } from '../../text/text.tsx'
import { CopyButton } from '../copy-button.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import { Notice } from '../notice.tsx'
import css from './systems.module.css'

interface Given {
  /** Undefined: the dialog is closed. It is kept in the page's memory alone, and goes with it. */
  secret: string | undefined
  title: string
  label: string
  onClose: () => void
}

/** A secret, once: no other answer holds it. */
export function SecretDialog({ secret, title, label, onClose }: Given) {
  const { t } = useText()
  return (
    <Dialog opened={secret !== undefined} title={title} onClose={onClose}>
      <Notice tone="drift">
        <p>{t('secret.once')}</p>
      </Notice>
      <p>{label}</p>
      <div className={css['secret']}>
        <code tabIndex={0} aria-label={label}>
          {secret}
        </code>
        <CopyButton value={secret ?? ''} label={t('secret.copy')} />
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('secret.done')}</Button>
      </DialogActions>
    </Dialog>
  )
}

import { Button, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Entry } from '../../matrix/entries.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../announcer.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import dialog from '../dialog.module.css'
import { Notice } from '../notice.tsx'
import { FileView } from './file-view.tsx'
import { useAuthors } from './authors.ts'
import css from './journal.module.css'
import { PlainText } from './rich-text.tsx'
import { matrixWords } from './matrix-words.ts'

interface Given {
  entry: Entry
  /** Somebody may write while the dialog is open. */
  deletable: boolean
  onDelete: (entry: Entry) => Promise<void>
  onClose: () => void
}

/** Shows the message itself before it goes. */
export function DeleteDialog({ entry, deletable, onDelete, onClose }: Given) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const { book } = useAuthors()
  const deleting = useMutation({
    mutationFn: () => onDelete(entry),
    onSuccess: () => {
      say(t('journal.deleted.done'))
      onClose()
    },
  })
  return (
    <Dialog opened title={t('journal.delete.title')} onClose={onClose}>
      <Stack gap="md">
        <blockquote className={css['quote']}>
          {entry.file !== null && <FileView kind={entry.kind} file={entry.file} />}
          {entry.body !== '' && entry.body !== entry.file?.name && <PlainText text={entry.body} />}
        </blockquote>
        <p className={dialog['about']}>{t(`${book}.delete.why`)}</p>
        {!deletable && !deleting.isSuccess && !deleting.isPending && <Notice tone="drift">{t('journal.delete.late')}</Notice>}
        {deleting.error !== null && <Notice tone="bad">{matrixWords(deleting.error) ?? t('journal.failed.network')}</Notice>}
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button color="red" disabled={!deletable && !deleting.isPending} loading={deleting.isPending} onClick={() => deleting.mutate()}>
            {t('journal.delete.act')}
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  )
}

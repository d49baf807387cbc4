import { Button, Stack, TextInput } from '@mantine/core'
import type { Folder } from 'bridge/contract'
import { type SyntheticEvent, useState } from 'react'
import { useText } from '../../text/text.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import { Failure, fieldErrors } from '../failure.tsx'
import { Notice } from '../notice.tsx'

interface Given {
  /** Undefined: a new one. */
  folder: Folder | undefined
  /** The dialog archives it, or opens it again, instead of naming it. */
  archiving: boolean
  busy: boolean
  error: Error | null
  onSave: (change: { name: string; archived: boolean }) => void
  onClose: () => void
}

export function FolderDialog({ folder, archiving, busy, error, onSave, onClose }: Given) {
  const { t } = useText()
  const [name, setName] = useState(folder?.name ?? '')
  const [judged, setJudged] = useState(false)
  const said = fieldErrors(error)
  const archived = folder?.archived ?? false
  const title = folder === undefined ? 'new' : archiving ? (archived ? 'reopen' : 'archive') : 'rename'
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(true)
    if (name.trim() !== '') onSave({ name: name.trim(), archived: archiving ? !archived : archived })
  }
  return (
    <Dialog opened title={t(`folders.${title}.title`)} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          {archiving ? (
            <Notice tone="drift" title={name}>
              <p>{t(archived ? 'folders.reopen.effect' : 'folders.archive.effect')}</p>
            </Notice>
          ) : (
            <TextInput
              label={t('folders.name')}
              description={t('folders.name.help')}
              value={name}
              maxLength={80}
              onChange={(event) => setName(event.currentTarget.value)}
              error={judged && name.trim() === '' ? t('folders.name.missing') : said['name']}
              required
              withAsterisk={false}
              data-autofocus
            />
          )}
          {error !== null && said['name'] === undefined && <Failure error={error} title={t('folders.failed')} />}
          <DialogActions>
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t(`folders.${title}.act`)}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  )
}

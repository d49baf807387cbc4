import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Folder } from 'bridge/contract'
import { createFolder, foldersQuery, putFolder } from '../../api/folders.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { FolderDialog } from '../../ui/structure/folder-dialog.tsx'

export type FolderAct = { act: 'new' } | { act: 'rename' | 'archive'; folder: Folder }

/** Makes a folder, names it otherwise, archives it or opens it again. */
export function FolderActs({ structure, act, onClose }: { structure: string; act: FolderAct; onClose: () => void }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const queries = useQueryClient()
  const folder = act.act === 'new' ? undefined : act.folder
  const saving = useMutation({
    mutationFn: (change: { name: string; archived: boolean }) =>
      folder === undefined ? createFolder(structure, change.name) : putFolder(structure, folder, change),
    onSuccess: async ({ name }) => {
      await queries.invalidateQueries({ queryKey: foldersQuery(structure).queryKey })
      say(t('folders.saved', { name }))
      onClose()
    },
  })
  return (
    <FolderDialog
      folder={folder}
      archiving={act.act === 'archive'}
      busy={saving.isPending}
      error={saving.error}
      onSave={saving.mutate}
      onClose={onClose}
    />
  )
}

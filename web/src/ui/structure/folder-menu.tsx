import { ActionIcon, Menu } from '@mantine/core'
import type { Folder } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { ClosedIcon, MoreIcon, WriteIcon } from '../icons.tsx'

/** What a manager does with a folder. */
export function FolderMenu({ folder, onAct }: { folder: Folder; onAct: (act: 'rename' | 'archive') => void }) {
  const { t } = useText()
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('folders.acts', { name: folder.name })}>
          <MoreIcon size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<WriteIcon size={18} aria-hidden />} onClick={() => onAct('rename')}>
          {t('folders.rename.act')}
        </Menu.Item>
        <Menu.Item leftSection={<ClosedIcon size={18} aria-hidden />} onClick={() => onAct('archive')}>
          {t(folder.archived ? 'folders.reopen.act' : 'folders.archive.act')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

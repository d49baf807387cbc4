import { ActionIcon, Menu, UnstyledButton } from '@mantine/core'
import type { InternalDocument } from 'bridge/contract'
import { useRef } from 'react'
import { useText } from '../../text/text.tsx'
import documents from '../documents/documents.module.css'
import { CategoryIcon } from '../documents/category-icon.tsx'
import { DeleteIcon, DepositIcon, MoreIcon, VersionsIcon } from '../icons.tsx'
import { fileSize } from '../journal/file-size.ts'
import css from './folders.module.css'

export interface InternalActs {
  onOpen: (document: InternalDocument) => void
  onVersions: (document: InternalDocument) => void
  /** Whether the person may deposit in its folder. */
  mayVersion: (document: InternalDocument) => boolean
  onNewVersion: (document: InternalDocument, file: File) => void
  onWithdraw: (document: InternalDocument) => void
}

/** Documents of folders, each in its newest version. */
export function InternalList({ shown, withFolder, ...acts }: { shown: readonly InternalDocument[]; withFolder: boolean } & InternalActs) {
  const { t } = useText()
  return (
    <ul className={documents['list']}>
      {shown.map((one) => (
        <li key={one.series} className={documents['line']}>
          <CategoryIcon category={one.category} />
          <div className={documents['words']}>
            <UnstyledButton className={documents['name'] ?? ''} onClick={() => acts.onOpen(one)}>
              {one.title}
            </UnstyledButton>
            <About document={one} withFolder={withFolder} />
          </div>
          <div className={css['acts']}>
            {one.versions > 1 && (
              <UnstyledButton
                className={css['version'] ?? ''}
                onClick={() => acts.onVersions(one)}
                aria-label={t('internal.versions.of', { name: one.title, count: one.versions })}
              >
                {t('internal.version', { version: one.version })}
              </UnstyledButton>
            )}
            <More document={one} {...acts} />
          </div>
        </li>
      ))}
    </ul>
  )
}

export function About({ document: one, withFolder = false }: { document: InternalDocument; withFolder?: boolean }) {
  const { t, moment } = useText()
  const parts = [
    ...(withFolder ? [one.folder.name] : []),
    t(`document.category.${one.category}`),
    fileSize(one.size, t),
    one.depositor.name,
    moment(one.at),
    ...(one.name === one.title ? [] : [one.name]),
  ]
  return <p className={documents['about']}>{parts.join(' · ')}</p>
}

function More({ document: one, onVersions, mayVersion, onNewVersion, onWithdraw }: { document: InternalDocument } & InternalActs) {
  const { t } = useText()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      {/* Outside of the menu, which closes before a file is chosen. */}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('internal.new-version.of', { name: one.title })}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          if (file !== undefined) onNewVersion(one, file)
          event.currentTarget.value = ''
        }}
      />
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('internal.acts', { name: one.title })}>
            <MoreIcon size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<VersionsIcon size={18} aria-hidden />} onClick={() => onVersions(one)}>
            {t('internal.versions')}
          </Menu.Item>
          {mayVersion(one) && (
            <Menu.Item leftSection={<DepositIcon size={18} aria-hidden />} onClick={() => input.current?.click()}>
              {t('internal.new-version')}
            </Menu.Item>
          )}
          {one.removable && (
            <Menu.Item color="red" leftSection={<DeleteIcon size={18} aria-hidden />} onClick={() => onWithdraw(one)}>
              {t('internal.withdraw')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

import { UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { OwnDocument } from 'bridge/contract'
import { useState } from 'react'
import type { Entry, EntryFile } from '../../matrix/entries.ts'
import { useText } from '../../text/text.tsx'
import { FileIcon } from '../icons.tsx'
import { FilePreview } from '../journal/file-preview.tsx'
import { fileSize } from '../journal/file-size.ts'
import link from '../link.module.css'
import css from './documents.module.css'

/** As a file of a message is shown. A voice is recorded as a film without pictures: its bytes say so, and it is heard. */
const opening = ({ category, address, name, type, size }: OwnDocument): { kind: Entry['kind']; file: EntryFile } => ({
  kind: category === 'image' || category === 'sound' || category === 'video' ? category : 'file',
  file: {
    address,
    name,
    type: category === 'sound' ? type.replace(/^video\//, 'audio/') : type,
    size,
    width: null,
    height: null,
    duration: null,
  },
})

export function DocumentList({ documents }: { documents: readonly OwnDocument[] }) {
  const { t, moment } = useText()
  const [opened, setOpened] = useState<OwnDocument | null>(null)
  return (
    <>
      <ul className={css['list']}>
        {documents.map((one) => (
          <li key={one.eventId} className={css['line']}>
            <FileIcon size={28} stroke={1.5} aria-hidden className={css['icon']} />
            <div className={css['words']}>
              <UnstyledButton className={css['name'] ?? ''} onClick={() => setOpened(one)}>
                {one.name}
              </UnstyledButton>
              <p className={css['about']}>
                {[fileSize(one.size, t), one.depositor.name, moment(one.at)].filter((part) => part !== '').join(' · ')}
              </p>
            </div>
            <Link
              to="/dossiers/$id/journal"
              params={{ id: one.circle.id }}
              search={{ evt: one.eventId }}
              className={`${link['link']} ${css['see']}`}
              aria-label={t('documents.see.name', { name: one.name })}
            >
              {t('documents.see')}
            </Link>
          </li>
        ))}
      </ul>
      {opened !== null && <FilePreview {...opening(opened)} onClose={() => setOpened(null)} />}
    </>
  )
}

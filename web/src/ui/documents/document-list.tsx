import { UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Entry, EntryFile } from '../../matrix/entries.ts'
import { useText } from '../../text/text.tsx'
import { FileIcon } from '../icons.tsx'
import { FilePreview } from '../journal/file-preview.tsx'
import { fileSize } from '../journal/file-size.ts'
import link from '../link.module.css'
import css from './documents.module.css'

export interface Document {
  readonly eventId: string
  /** The name of who attached it. */
  readonly by: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly kind: Entry['kind']
  readonly file: EntryFile
}

export function isOfType({ kind, file }: Document, type: string | undefined): boolean {
  if (type === undefined) return true
  const is = kind === 'image' ? 'image' : kind === 'sound' || kind === 'voice' ? 'sound' : file.type === 'application/pdf' ? 'pdf' : 'other'
  return is === type
}

export function DocumentList({ documents, circleId }: { documents: readonly Document[]; circleId: string }) {
  const { t, moment } = useText()
  const [opened, setOpened] = useState<Document | null>(null)
  return (
    <>
      <ul className={css['list']}>
        {documents.map((one) => (
          <li key={one.eventId} className={css['line']}>
            <FileIcon size={28} stroke={1.5} aria-hidden className={css['icon']} />
            <div className={css['words']}>
              <UnstyledButton className={css['name'] ?? ''} onClick={() => setOpened(one)}>
                {one.kind === 'voice' ? t('file.voice') : one.file.name}
              </UnstyledButton>
              <p className={css['about']}>
                {[fileSize(one.file.size, t), one.by, moment(new Date(one.at))].filter((part) => part !== '').join(' · ')}
              </p>
            </div>
            <Link
              to="/dossiers/$id/journal"
              params={{ id: circleId }}
              search={{ evt: one.eventId }}
              className={link['link']}
              aria-label={t('documents.see.name', { name: one.file.name })}
            >
              {t('documents.see')}
            </Link>
          </li>
        ))}
      </ul>
      {opened !== null && <FilePreview file={opened.file} kind={opened.kind} onClose={() => setOpened(null)} />}
    </>
  )
}

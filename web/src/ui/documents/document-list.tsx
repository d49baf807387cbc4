import { UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { OwnDocument } from 'bridge/contract'
import { useState } from 'react'
import { useText } from '../../text/text.tsx'
import { CategoryIcon } from './category-icon.tsx'
import { FilePreview } from '../journal/file-preview.tsx'
import { fileSize } from '../journal/file-size.ts'
import link from '../link.module.css'
import css from './documents.module.css'
import { previewOf } from './preview-of.ts'

/** Files of one journal. */
export function DocumentList({ documents }: { documents: readonly OwnDocument[] }) {
  const [opened, setOpened] = useState<OwnDocument | null>(null)
  return (
    <>
      <DocumentLines documents={documents} onOpen={setOpened} />
      {opened !== null && <FilePreview {...previewOf(opened)} onClose={() => setOpened(null)} />}
    </>
  )
}

interface Given {
  documents: readonly OwnDocument[]
  withPatient?: boolean
  onOpen: (document: OwnDocument) => void
}
export function DocumentLines({ documents, withPatient = false, onOpen }: Given) {
  const { t, moment } = useText()
  return (
    <ul className={css['list']}>
      {documents.map((one) => (
        <li key={one.eventId} className={css['line']}>
          <CategoryIcon category={one.category} />
          <div className={css['words']}>
            <UnstyledButton className={css['name'] ?? ''} onClick={() => onOpen(one)}>
              {one.name}
            </UnstyledButton>
            {withPatient && <p className={css['of']}>{one.circle.patient.displayName}</p>}
            <p className={css['about']}>
              {[t(`document.category.${one.category}`), fileSize(one.size, t), one.depositor.name, moment(one.at)].join(' · ')}
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
  )
}

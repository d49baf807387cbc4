import { UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { OwnDocument } from 'bridge/contract'
import { useId, useState } from 'react'
import { useText } from '../../text/text.tsx'
import documents from '../documents/documents.module.css'
import { FileIcon } from '../icons.tsx'
import { FilePreview } from '../journal/file-preview.tsx'
import { fileSize } from '../journal/file-size.ts'
import link from '../link.module.css'
import css from './documents.module.css'
import { previewOf } from './preview-of.ts'

/** Newest first, or under the name of each patient, whose newest comes first. */
export function OwnDocumentList({ documents: shown, grouped }: { documents: readonly OwnDocument[]; grouped: boolean }) {
  const [opened, setOpened] = useState<OwnDocument | null>(null)
  return (
    <>
      {grouped ? (
        byPatient(shown).map(({ circle, of }) => (
          <Patient key={circle.id} circle={circle}>
            <Lines documents={of} onOpen={setOpened} />
          </Patient>
        ))
      ) : (
        <Lines documents={shown} onOpen={setOpened} withPatient />
      )}
      {opened !== null && <FilePreview {...previewOf(opened)} onClose={() => setOpened(null)} />}
    </>
  )
}

function Patient({ circle, children }: { circle: OwnDocument['circle']; children: React.ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={css['patient']}>
        <Link to="/dossiers/$id/documents" params={{ id: circle.id }} className={link['link']}>
          {circle.patient.displayName}
        </Link>
      </h2>
      {children}
    </section>
  )
}

interface Given {
  documents: readonly OwnDocument[]
  withPatient?: boolean
  onOpen: (document: OwnDocument) => void
}
function Lines({ documents: shown, withPatient = false, onOpen }: Given) {
  const { t, moment } = useText()
  return (
    <ul className={documents['list']}>
      {shown.map((one) => (
        <li key={one.eventId} className={documents['line']}>
          <FileIcon size={28} stroke={1.5} aria-hidden className={documents['icon']} />
          <div className={documents['words']}>
            <UnstyledButton className={documents['name'] ?? ''} onClick={() => onOpen(one)}>
              {one.name}
            </UnstyledButton>
            {withPatient && <p className={css['of']}>{one.circle.patient.displayName}</p>}
            <p className={documents['about']}>
              {[t(`document.category.${one.category}`), fileSize(one.size, t), one.depositor.name, moment(one.at)].join(' · ')}
            </p>
          </div>
          <Link
            to="/dossiers/$id/journal"
            params={{ id: one.circle.id }}
            search={{ evt: one.eventId }}
            className={`${link['link']} ${documents['see']}`}
            aria-label={t('documents.see.name', { name: one.name })}
          >
            {t('documents.see')}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function byPatient(documents: readonly OwnDocument[]) {
  const groups = new Map<string, { circle: OwnDocument['circle']; of: OwnDocument[] }>()
  for (const one of documents) {
    const group = groups.get(one.circle.id)
    if (group === undefined) groups.set(one.circle.id, { circle: one.circle, of: [one] })
    else group.of.push(one)
  }
  return [...groups.values()].toSorted((a, b) => a.circle.patient.displayName.localeCompare(b.circle.patient.displayName, 'fr'))
}

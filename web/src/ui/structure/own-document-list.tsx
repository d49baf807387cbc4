import { Link } from '@tanstack/react-router'
import type { OwnDocument } from 'bridge/contract'
import { useId, useState } from 'react'
import { DocumentLines } from '../documents/document-list.tsx'
import { previewOf } from '../documents/preview-of.ts'
import { FilePreview } from '../journal/file-preview.tsx'
import link from '../link.module.css'
import css from './documents.module.css'

/** Newest first, or under the name of each patient, whose newest comes first. */
export function OwnDocumentList({ documents: shown, grouped }: { documents: readonly OwnDocument[]; grouped: boolean }) {
  const [opened, setOpened] = useState<OwnDocument | null>(null)
  return (
    <>
      {grouped ? (
        byPatient(shown).map(({ circle, of }) => (
          <Patient key={circle.id} circle={circle}>
            <DocumentLines documents={of} onOpen={setOpened} />
          </Patient>
        ))
      ) : (
        <DocumentLines documents={shown} onOpen={setOpened} withPatient />
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

function byPatient(documents: readonly OwnDocument[]) {
  const groups = new Map<string, { circle: OwnDocument['circle']; of: OwnDocument[] }>()
  for (const one of documents) {
    const group = groups.get(one.circle.id)
    if (group === undefined) groups.set(one.circle.id, { circle: one.circle, of: [one] })
    else group.of.push(one)
  }
  return [...groups.values()].toSorted((a, b) => a.circle.patient.displayName.localeCompare(b.circle.patient.displayName, 'fr'))
}

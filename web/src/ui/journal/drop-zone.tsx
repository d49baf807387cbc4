import type { ReactNode } from 'react'
import { useText } from '../../text/text.tsx'
import { useAuthors } from './authors.ts'
import css from './journal.module.css'
import { useDrop } from './use-drop.ts'

/** Files dropped anywhere on the conversation are attached. */
export function DropZone({ onFiles, children }: { onFiles: ((files: File[]) => void) | undefined; children: ReactNode }) {
  const { t } = useText()
  const { book } = useAuthors()
  const { over, handlers } = useDrop(onFiles)
  return (
    <main id="content" tabIndex={-1} className={css['journal']} {...handlers}>
      {children}
      {over && <div className={css['drop']}>{t(`${book}.drop`)}</div>}
    </main>
  )
}

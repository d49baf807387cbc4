import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useText } from '../../text/text.tsx'
import css from './journal.module.css'

/** Files dropped anywhere on the journal are attached. */
export function DropZone({ onFiles, children }: { onFiles: ((files: File[]) => void) | undefined; children: ReactNode }) {
  const { t } = useText()
  const [over, setOver] = useState(false)
  const inside = useRef(0)
  const holdsFiles = (event: DragEvent) => onFiles !== undefined && event.dataTransfer.types.includes('Files')
  return (
    <main
      id="content"
      tabIndex={-1}
      className={css['journal']}
      onDragEnter={(event) => {
        if (!holdsFiles(event)) return
        inside.current++
        setOver(true)
      }}
      onDragLeave={() => {
        inside.current = Math.max(0, inside.current - 1)
        if (inside.current === 0) setOver(false)
      }}
      onDragOver={(event) => holdsFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        inside.current = 0
        setOver(false)
        if (!holdsFiles(event)) return
        event.preventDefault()
        onFiles?.([...event.dataTransfer.files])
      }}
    >
      {children}
      {over && <div className={css['drop']}>{t('journal.drop')}</div>}
    </main>
  )
}

import { type DragEvent, useRef, useState } from 'react'

/** Files dropped on an element: `over` while some are held above it; the rest goes on the element. */
export function useDrop(onFiles: ((files: File[]) => void) | undefined) {
  const [over, setOver] = useState(false)
  const inside = useRef(0)
  const holdsFiles = (event: DragEvent) => onFiles !== undefined && event.dataTransfer.types.includes('Files')
  const handlers = {
    onDragEnter: (event: DragEvent) => {
      if (!holdsFiles(event)) return
      inside.current++
      setOver(true)
    },
    onDragLeave: () => {
      inside.current = Math.max(0, inside.current - 1)
      if (inside.current === 0) setOver(false)
    },
    onDragOver: (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault()
    },
    onDrop: (event: DragEvent) => {
      inside.current = 0
      setOver(false)
      if (!holdsFiles(event)) return
      event.preventDefault()
      onFiles?.([...event.dataTransfer.files])
    },
  }
  return { over, handlers }
}

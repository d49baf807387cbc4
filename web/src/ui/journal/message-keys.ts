import type { KeyboardEvent } from 'react'
import type { Entry } from '../../matrix/entries.ts'

interface Given {
  entry: Entry
  writable: boolean
  deletable: boolean
  onReply: (entry: Entry) => void
  onDelete: (entry: Entry) => void
}
const INSIDE = 'a[href], button:not(:disabled), audio, video'

/** Up and down: the messages around; right and left: what is inside; and a key for what is done most. */
export function moveFocus(event: KeyboardEvent<HTMLElement>, { entry, writable, deletable, onReply, onDelete }: Given): void {
  const here = event.currentTarget
  const on = event.target as HTMLElement
  if (event.altKey || event.ctrlKey || event.metaKey || on.closest('[role="menu"]') !== null) return
  const act = (does: () => void) => {
    event.preventDefault()
    does()
  }
  const inside = [...here.querySelectorAll<HTMLElement>(INSIDE)]
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp':
      return act(() => around(here, event.key === 'ArrowDown' ? 1 : -1)?.focus())
    case 'ArrowRight':
      return act(() => inside[inside.indexOf(on) + 1]?.focus())
    case 'ArrowLeft':
      return act(() => (inside[inside.indexOf(on) - 1] ?? here).focus())
    case 'Escape':
      return on === here ? undefined : act(() => here.focus())
    case 'Delete':
      return on === here && deletable ? act(() => onDelete(entry)) : undefined
    case 'r':
      return on === here && writable && entry.eventId !== null ? act(() => onReply(entry)) : undefined
    default:
  }
}

function around(here: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const all = [...(here.closest('[data-messages]')?.querySelectorAll<HTMLElement>('article') ?? [])]
  return all[all.indexOf(here) + step]
}

import { useEffect, useRef, useSyncExternalStore } from 'react'

const KEPT = 'key-list'
const listeners = new Set<() => void>()
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * Whether `?` opens the list of keys. A key without Ctrl or Alt gets in the way of who dictates: it can be turned off (WCAG 2.1.4),
 * for this device.
 */
export function useKeyListSwitch(): [listens: boolean, turn: (on: boolean) => void] {
  const listens = useSyncExternalStore(subscribe, () => localStorage.getItem(KEPT) !== 'off')
  return [listens, turn]
}
function turn(on: boolean): void {
  if (on) localStorage.removeItem(KEPT)
  else localStorage.setItem(KEPT, 'off')
  for (const listener of listeners) listener()
}

const TYPED_IN = 'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="dialog"], [role="menu"]'

/** Calls when somebody presses `?`, and not while they write or stand in a dialog. */
export function useKeyListKey(open: () => void): void {
  const [listens] = useKeyListSwitch()
  const latest = useRef(open)
  useEffect(() => {
    latest.current = open
  })
  useEffect(() => {
    if (!listens) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return
      if (event.target instanceof Element && event.target.closest(TYPED_IN) !== null) return
      event.preventDefault()
      latest.current()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [listens])
}

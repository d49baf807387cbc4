import { useLocalStorage } from '@mantine/hooks'
import { useEffect, useRef } from 'react'

/**
 * Whether `?` opens the list of keys. A key without Ctrl or Alt gets in the way of who dictates: it can be turned off (WCAG 2.1.4),
 * for this device.
 */
export const useKeyListSwitch = () => useLocalStorage({ key: 'key-list', defaultValue: true, getInitialValueInEffect: false })

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

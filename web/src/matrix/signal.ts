/** Tells whoever listens that something changed, at most once per turn of the page. */
export function makeSignal() {
  const listeners = new Set<() => void>()
  let waiting = false
  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell(): void {
      if (waiting) return
      waiting = true
      queueMicrotask(() => {
        waiting = false
        for (const listener of listeners) listener()
      })
    },
  }
}

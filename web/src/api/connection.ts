import { useSyncExternalStore } from 'react'

export type Connection = 'ok' | 'offline' | 'unreachable'

let reachable = true
const listeners = new Set<() => void>()

/** Told by every request: did anybody answer? */
export function setReachable(now: boolean): void {
  if (now === reachable) return
  reachable = now
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

function connection(): Connection {
  if (!navigator.onLine) return 'offline'
  return reachable ? 'ok' : 'unreachable'
}

export const useConnection = (): Connection => useSyncExternalStore(subscribe, connection)

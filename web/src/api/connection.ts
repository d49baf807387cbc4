import { useSyncExternalStore } from 'react'

export type Connection = 'ok' | 'offline' | 'unreachable'

let reachable = true
/** Since the browser said that there is no network: some say so on networks that work, and whoever was answered knows better. */
let answeredOffline = false
const listeners = new Set<() => void>()

/** Told by every request, and by the Matrix client: did anybody answer? */
export function setReachable(now: boolean): void {
  const before = connection()
  reachable = now
  answeredOffline = now && !navigator.onLine
  if (connection() !== before) tell()
}
const tell = (): void => {
  for (const listener of listeners) listener()
}
for (const change of ['online', 'offline'])
  addEventListener(change, () => {
    answeredOffline = false
    tell()
  })

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function connection(): Connection {
  if (!navigator.onLine && !answeredOffline) return 'offline'
  return reachable ? 'ok' : 'unreachable'
}

export const useConnection = (): Connection => useSyncExternalStore(subscribe, connection)

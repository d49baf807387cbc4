import {
  ClientEvent,
  HttpApiEvent,
  IndexedDBStore,
  type Logger,
  MatrixClient,
  MatrixError,
  MatrixScheduler,
  MemoryStore,
  PendingEventOrdering,
  SyncState,
} from './sdk.ts'
import { useSyncExternalStore } from 'react'
import { setReachable } from '../api/connection.ts'
import { type Ending, closeSession, keptSession } from '../api/kept-session.ts'
import { makeSignal } from './signal.ts'

/** One client per page, opened once; its session is the one that this device keeps. */
let opened: Promise<MatrixClient> | undefined
let live: MatrixClient | undefined

/** Throws when there is no session. Answers as soon as the client is made: what it knows comes by `usePhase` and the other hooks. */
export function openClient(): Promise<MatrixClient> {
  opened ??= start()
  return opened
}

/** The client of a page that stands inside the shell, which has opened it. */
export function theClient(): MatrixClient {
  if (live === undefined) throw new Error('the shell opens the client')
  return live
}

const nothing = () => undefined
/** Its lines name rooms and people: they have no place in a browser's console. */
const SILENT: Logger = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing, getChild: () => SILENT }

async function start(): Promise<MatrixClient> {
  const session = keptSession()
  if (session === null) throw new Error('nobody is signed in')
  const client = new MatrixClient({
    baseUrl: location.origin,
    ...session,
    store: await openStore(),
    scheduler: new MatrixScheduler(),
    timelineSupport: true,
    useAuthorizationHeader: true,
    logger: SILENT,
    disableVoip: true,
  })
  live = client
  client.on(ClientEvent.Sync, onSync)
  client.on(HttpApiEvent.SessionLoggedOut, () => void endHere('ended'))
  addEventListener('online', () => client.retryImmediately())
  await client.store.startup()
  await client.startClient({
    initialSyncLimit: 20,
    lazyLoadMembers: true,
    pendingEventOrdering: PendingEventOrdering.Detached,
    threadSupport: false,
    disablePresence: true,
  })
  return client
}

/** Kept on the device by one tab at a time; in memory for the others, and where the browser refuses. */
async function openStore(): Promise<MemoryStore> {
  if (!(await holdStore())) return new MemoryStore()
  const store = new IndexedDBStore({ indexedDB, dbName: 'messages', localStorage })
  try {
    await store.startup()
    return store
  } catch {
    return new MemoryStore()
  }
}

/** Until the tab closes. Browsers have locks in secure contexts alone. */
function holdStore(): Promise<boolean> {
  if (navigator.locks === undefined || globalThis.indexedDB === undefined) return Promise.resolve(false)
  return new Promise((resolve) => {
    void navigator.locks.request('messages', { ifAvailable: true }, (lock) => {
      resolve(lock !== null)
      return lock === null ? undefined : new Promise(() => {})
    })
  })
}

/** Stops everything of the session in this page, and wipes it from the device. */
export async function endHere(why: Ending): Promise<void> {
  live?.stopClient()
  await live?.clearStores().catch(() => undefined)
  await closeSession(why)
}

export type Phase = 'starting' | 'live' | 'catching-up' | 'unreachable'
let phase: Phase = 'starting'
const phases = makeSignal()
const phaseListeners = new Set<(phase: Phase) => void>()
export const onPhase = (listener: (phase: Phase) => void): void => void phaseListeners.add(listener)

function onSync(state: SyncState, _before: SyncState | null, data?: { fromCache?: boolean; error?: Error }): void {
  if (data?.error instanceof MatrixError && data.error.errcode === 'M_UNKNOWN_TOKEN') return
  if (state === SyncState.Syncing) setReachable(true)
  const now = phaseOf(state, data?.fromCache === true)
  if (now === undefined || now === phase) return
  phase = now
  for (const listener of phaseListeners) listener(now)
  phases.tell()
}

function phaseOf(state: SyncState, fromCache: boolean): Phase | undefined {
  switch (state) {
    case SyncState.Prepared:
      return fromCache ? 'catching-up' : 'live'
    case SyncState.Syncing:
      return 'live'
    case SyncState.Catchup:
      return 'catching-up'
    case SyncState.Reconnecting:
    case SyncState.Error:
      return phase === 'starting' ? undefined : 'unreachable'
    case SyncState.Stopped:
      return undefined
  }
}

/** `starting`: nothing is known yet, not even from this device. */
export const usePhase = (): Phase => useSyncExternalStore(phases.subscribe, () => phase)

const WORDS = 'words'

/** Only in secure contexts, and not in every browser there. */
const workers = (): ServiceWorkerContainer | undefined => ('serviceWorker' in navigator ? navigator.serviceWorker : undefined)

/** Lets the pages open without a network, and be told of new messages (public/sw.js). `onOpen`: somebody chose a notification. */
export function startWorker(onOpen: (room: string) => void): void {
  const container = workers()
  if (container === undefined) return
  container.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const room = typeof data === 'object' && data !== null && 'open' in data ? data.open : undefined
    if (typeof room === 'string') onOpen(room)
  })
  addEventListener('load', () => {
    void container.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined)
  })
}

/** For somebody who is signed in: the pages open here without a network from now on, and what is shown is in their language. */
export async function keepPages(): Promise<void> {
  await keepLanguage().catch(() => undefined)
  // Without it everything else works as before.
  void workers()?.ready.then(({ active }) => active?.postMessage({ fill: true }))
}

export async function keepLanguage(): Promise<void> {
  if (!('caches' in globalThis)) return
  await (await caches.open(WORDS)).put('/language', new Response(document.documentElement.lang))
}

export const findWorker = async (): Promise<ServiceWorkerRegistration | undefined> => workers()?.getRegistration('/')

const AT_MOST_MS = 3_000

/** This device is told nothing any more, and what it was told leaves the screen, whatever the network does. */
export async function silenceWorker(): Promise<void> {
  const work = async () => {
    const worker = await findWorker()
    for (const shown of (await worker?.getNotifications()) ?? []) shown.close()
    await (await worker?.pushManager?.getSubscription())?.unsubscribe()
  }
  await Promise.race([work().catch(() => undefined), new Promise((done) => setTimeout(done, AT_MOST_MS))])
}

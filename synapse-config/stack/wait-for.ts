import { setTimeout as pause } from 'node:timers/promises'

/** Whether an HTTP server answers 2xx there, now. */
export async function answers(url: string, token?: string): Promise<boolean> {
  try {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(2_000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

/** Asks until true or until the signal aborts (then rejects with its reason). */
export async function until(isTrue: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!(await isTrue())) {
    signal.throwIfAborted()
    await pause(50)
    signal.throwIfAborted()
  }
}

import type { World } from './world.ts'

/**
 * Does some work every so often, never twice at once: while a round lasts, the next ones go by. One that fails is told in the log and tried
 * again at the next; `what` names it there. `stop` asks the round under way to end, and waits for it.
 */
export function every(
  { log }: Pick<World, 'log'>,
  what: string,
  milliseconds: number,
  round: (stopping: AbortSignal) => Promise<unknown>,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let running: Promise<unknown> | undefined
  const timer = setInterval(() => {
    running ??= round(stopping.signal)
      .catch((error: unknown) => log.warn({ what, error: (error as Error).name }, 'a round failed'))
      .finally(() => (running = undefined))
  }, milliseconds)
  return {
    async stop() {
      clearInterval(timer)
      stopping.abort()
      await running
    },
  }
}

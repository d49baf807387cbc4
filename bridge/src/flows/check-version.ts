import { Fault } from '../core/faults.ts'
import type { Asked } from './world.ts'

/** Optimistic concurrency: who says which version they read is refused when it is no longer the one (RFC 9110, If-Match). */
export function checkVersion(asked: Asked, found: { version: number } | undefined): void {
  const { version } = asked
  if (version === '*' ? found === undefined : version !== undefined && version !== found?.version) throw new Fault('CHANGED_MEANWHILE')
}

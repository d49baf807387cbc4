import { existsSync } from 'node:fs'

// Debian's own. Where it is missing the pid files still let the next start clean up.
const SETPRIV = '/usr/bin/setpriv'

/** The command, such that the kernel sends it this signal when we die, be it by kill -9. Its pid stays the one we spawned. */
export function withLastWill(signal: NodeJS.Signals, command: string, args: string[]): [string, string[]] {
  return existsSync(SETPRIV) ? [SETPRIV, ['--pdeathsig', signal.replace('SIG', ''), '--', command, ...args]] : [command, args]
}

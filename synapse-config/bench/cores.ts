import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { childrenOf } from './process-time.ts'
import type { Benched } from './stacks.ts'

/**
 * Does something while the homeservers have the first core to themselves, and everything else of these stacks, this process too, the others: as on
 * machines where the gateway takes nothing from the homeserver. Undefined on a machine of one core.
 */
export async function withHomeserverApart<Result>(stacks: readonly Benched[], act: () => Promise<Result>): Promise<Result | undefined> {
  const cores = availableParallelism()
  if (cores < 2) return undefined
  const homeservers = stacks.map(({ processes }) => processes['synapse']?.pid())
  const others = stacks.flatMap(({ processes, postgres }) => [
    ...Object.entries(processes).flatMap(([name, part]) => (name === 'synapse' ? [] : [part.pid()])),
    postgres.process?.pid(),
    ...childrenOf(postgres.process?.pid()),
  ])
  for (const pid of homeservers) keepOn('0', pid)
  for (const pid of [process.pid, ...others]) keepOn(`1-${cores - 1}`, pid)
  try {
    return await act()
  } finally {
    for (const pid of [process.pid, ...homeservers, ...others]) keepOn(`0-${cores - 1}`, pid)
  }
}

/** All threads of a process; one that has ended meanwhile needs no core. */
function keepOn(cores: string, pid: number | undefined): void {
  if (pid === undefined) return
  try {
    execFileSync('taskset', ['-a', '-p', '-c', cores, String(pid)], { stdio: 'ignore' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error
  }
}

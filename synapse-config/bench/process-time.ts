import { readFileSync } from 'node:fs'

// USER_HZ: 100 on every Linux that we run on; the kernel counts finer and shows this.
const TICKS_PER_SECOND = 100

/** Seconds of processor that a process has used, threads included: utime + stime of /proc/<pid>/stat. */
export function processSeconds(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name (field 2) is in parentheses and may hold spaces: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** The same of each process that PostgreSQL keeps for a connection to this database, by pid; none when the server is not ours. */
export function backendSeconds(postgres: number | undefined, database: string): ReadonlyMap<number, number> {
  return new Map(
    childrenOf(postgres).flatMap((pid): [number, number][] => (titleOf(pid).includes(` ${database} `) ? [[pid, processSeconds(pid)]] : [])),
  )
}

/** The processes that this one has started and that live; PostgreSQL has one for each connection. */
export function childrenOf(pid: number | undefined): number[] {
  const children = pid === undefined ? '' : readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return children === '' ? [] : children.split(' ').map(Number)
}

/** Empty when it has just ended. */
function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eraseData } from '../../stack/postgres-place.ts'
import { endLeftovers } from '../../stack/process-identity.ts'

/** A directory as unkind as a home can be: closed to others, with a space and an accent. Cleared at the end of the block. */
export function anUnkindDirectory() {
  const home = mkdtempSync(join(tmpdir(), 'care-circle-'))
  chmodSync(home, 0o700)
  const dir = join(home, 'Données à moi')
  mkdirSync(dir)
  return {
    dir,
    async [Symbol.asyncDispose]() {
      await endLeftovers(join(dir, 'run'))
      eraseData(dir)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

const hex = (address: string) => address.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? []
const LISTENING = '0A'

/** The addresses that a process listens on, as the kernel sees them: `127.0.0.1:8008`, or `::…` for IPv6. */
export function listeningAddresses(pid: number): string[] {
  const descriptors = `/proc/${pid}/fd`
  const sockets = new Set(readdirSync(descriptors).flatMap((name) => /^socket:\[(\d+)\]$/.exec(linkOf(join(descriptors, name)))?.[1] ?? []))
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
        if (state !== LISTENING || !sockets.has(inode)) return []
        const [address = '', port = ''] = local.split(':')
        const shown = table === 'tcp' ? hex(address).toReversed().join('.') : `::${address}`
        return [`${shown}:${Number.parseInt(port, 16)}`]
      }),
  )
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    // Closed between the listing and the question.
    return ''
  }
}

import { once } from 'node:events'
import { type Socket, connect } from 'node:net'

/** One file on its way through the scanner. Every act throws when the scanner does not answer. */
export interface Scan {
  write(piece: Uint8Array): Promise<void>
  verdict(): Promise<'clean' | 'infected'>
  close(): void
}
export interface VirusScanner {
  open(): Promise<Scan>
  /** Throws when the scanner does not answer. */
  ping(): Promise<void>
  /** As it names itself: "ClamAV 1.4.1/27000". */
  version(): Promise<string>
}

const SILENCE_MS = 60_000

/** clamd, over TCP (tcp://host:port) or its own socket (unix:/path), by its protocol (clamd(8), INSTREAM). */
export function virusScanner(url: string): VirusScanner {
  const { protocol, hostname, port, pathname } = new URL(url)
  const where =
    protocol === 'unix:'
      ? { path: decodeURIComponent(pathname) }
      : { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 3310 : Number(port) }

  /** A command, and what is answered to it: up to the zero that ends an answer, or to the end of the connection. */
  async function ask(command: string): Promise<{ socket: Socket; answer: Promise<string> }> {
    const socket = connect(where)
    const answer = new Promise<string>((resolve, reject) => {
      let said = ''
      socket.on('data', (piece) => {
        said += piece.toString('latin1')
        if (said.includes('\0') || said.length > 1_000) resolve(said.split('\0')[0] ?? '')
      })
      socket.once('error', reject)
      socket.once('close', () => (said === '' ? reject(new Error('the virus scanner does not answer')) : resolve(said)))
    })
    // Whoever waits for it hears of it; until then a failure is not an unhandled one.
    answer.catch(() => undefined)
    socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('the virus scanner is silent')))
    await once(socket, 'connect')
    socket.write(`z${command}\0`)
    return { socket, answer }
  }

  return {
    async open() {
      const { socket, answer } = await ask('INSTREAM')
      return {
        async write(piece) {
          if (socket.destroyed || piece.length === 0) return
          socket.write(lengthOf(piece.length))
          if (!socket.write(piece)) await drained(socket)
        },
        async verdict() {
          if (!socket.destroyed) socket.write(lengthOf(0))
          const said = await answer
          socket.destroy()
          if (said.endsWith(' FOUND')) return 'infected'
          if (said.endsWith(': OK')) return 'clean'
          throw new Error(`the virus scanner says: ${said.slice(0, 100)}`)
        },
        close: () => void socket.destroy(),
      }
    },
    async ping() {
      const { socket, answer } = await ask('PING')
      const said = await answer
      socket.destroy()
      if (said !== 'PONG') throw new Error('this is not the virus scanner')
    },
    async version() {
      const { socket, answer } = await ask('VERSION')
      const said = await answer
      socket.destroy()
      if (!said.startsWith('ClamAV ')) throw new Error('the virus scanner does not name itself')
      return said.split('/').slice(0, 2).join('/').slice(0, 60)
    },
  }
}

function lengthOf(size: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(size)
  return length
}

/** Can be written to again, or never more. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done)
      resolve()
    }
    socket.once('drain', done).once('close', done)
  })
}

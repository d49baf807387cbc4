import { type Server, type Socket, createServer } from 'node:net'

/** The text that every virus scanner calls infected; in two halves, lest one of them find it here. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
export interface Clamd {
  readonly port: number
  fail: boolean
  scanned(): number
  stop(): Promise<void>
}
/**
 * The other end of clamd's protocol (clamd(8): PING, INSTREAM), which finds the test file of all virus scanners: the real one
 * needs signatures from the network.
 */
export async function startClamd(port = 0): Promise<Clamd> {
  let scanned = 0
  const open = new Set<Socket>()
  const clamd: { fail: boolean } = { fail: false }
  const server: Server = createServer((socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket)).on('error', () => undefined)
    let waiting = Buffer.alloc(0)
    let tail = ''
    let found = false
    let command = ''
    socket.on('data', (piece: Buffer) => {
      waiting = Buffer.concat([waiting, piece])
      if (command === '') {
        const end = waiting.indexOf(0)
        if (end < 0) return
        command = waiting.subarray(0, end).toString()
        waiting = waiting.subarray(end + 1)
        if (command === 'zPING') return void socket.end('PONG\0')
        if (command === 'zVERSION') return void socket.end('ClamAV 1.4.1/27000/Mon Nov 30 08:00:00 2026\0')
        if (command !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0')
      }
      while (waiting.length >= 4) {
        const length = waiting.readUInt32BE(0)
        if (length === 0) return void socket.end(found ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
        if (waiting.length < 4 + length) return
        if (clamd.fail) return void socket.end('INSTREAM size limit exceeded. ERROR\0')
        const text = tail + waiting.subarray(4, 4 + length).toString('latin1')
        found ||= text.includes(EICAR)
        tail = text.slice(-EICAR.length)
        scanned += length
        waiting = waiting.subarray(4 + length)
      }
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const { port: chosen } = server.address() as { port: number }
  return Object.assign(clamd, {
    port: chosen,
    scanned: () => scanned,
    stop: () =>
      new Promise<void>((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  })
}

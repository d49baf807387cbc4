import { connect } from 'node:net'

/** The statuses that a server gives to what was written, byte by byte, and everything it said; it is left when it is silent. */
export function speak(url: string, written: string): Promise<{ statuses: number[]; said: string }> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    let said = ''
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(written, 'latin1'))
    socket.setTimeout(20_000, () => socket.destroy())
    socket.on('data', (chunk) => (said += chunk.toString('utf8')))
    socket.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? undefined : reject(error)))
    socket.once('close', () => resolve({ statuses: [...said.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map((match) => Number(match[1])), said }))
  })
}

/** One request that asks for the connection to be closed after its answer. */
export const asking = (line: string, headers: readonly string[], body = ''): string =>
  `${[line, 'Host: localhost', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n${body}`

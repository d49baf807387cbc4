import { createServer } from 'node:net'
import { isCode, Problem } from './problem.ts'

function tryPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve()))
  })
}

// Ports given once are not given again by this process: several stacks may be starting in it.
const given = new Set<number>()
// Test processes that run side by side start stacks too, and a port that was found free is taken seconds later: to each its own thousand.
const FIRST = 20_000 + 1_000 * (Number(process.env['VITEST_POOL_ID'] ?? 0) % 12)

/** A loopback port nobody listens on, below the range the kernel takes from for outgoing connections: nothing grabs it meanwhile. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = FIRST + Math.floor(Math.random() * 1_000)
    if (given.has(port)) continue
    try {
      await tryPort(port, '127.0.0.1')
      given.add(port)
      return port
    } catch (error) {
      if (!isCode(error, 'EADDRINUSE', 'EACCES')) throw error
    }
  }
  throw new Problem(`Aucun port libre sur 127.0.0.1 entre ${FIRST} et ${FIRST + 1_000}.`)
}

/** Says which port is taken and how to choose another, before anything is started. */
export async function checkPublicPort(port: number, host: string): Promise<void> {
  try {
    await tryPort(port, host)
  } catch (error) {
    const other = `choisissez-en un autre : npm start -- --port ${port + 10} (ou la variable PORT).`
    if (isCode(error, 'EADDRINUSE')) throw new Problem(`Le port ${port} est déjà pris par un autre programme ; ${other}`)
    if (isCode(error, 'EACCES')) throw new Problem(`Ce compte n'a pas le droit d'écouter sur le port ${port} ; ${other}`)
    if (isCode(error, 'EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN')) {
      throw new Problem(`« ${host} » n'est pas une adresse de cette machine : corrigez --host (127.0.0.1 ou 0.0.0.0 conviennent).`)
    }
    throw error
  }
}

import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'

const SILENCE_MS = 2_000
/** Health is asked by whoever likes; the mail server is not asked each time. */
const KNOWN_MS = 15_000

/** Whether the mail server greets who comes (RFC 5321, section 3.1): nobody signs in for that, and nothing is sent. */
export function smtpAnswers(address: string): () => Promise<boolean> {
  const { protocol, hostname, port } = new URL(address)
  const host = hostname.replace(/^\[|\]$/g, '')
  const open = () =>
    protocol === 'smtps:'
      ? connectTls({ host, port: Number(port || 465), servername: host, rejectUnauthorized: false })
      : connect({ host, port: Number(port || 587) })
  const greets = () =>
    new Promise<boolean>((resolve) => {
      const socket = open()
      const end = (answer: boolean) => {
        socket.destroy()
        resolve(answer)
      }
      socket.setTimeout(SILENCE_MS, () => end(false))
      socket.once('data', (said) => end(String(said).startsWith('220')))
      socket.once('error', () => end(false))
      socket.once('close', () => end(false))
    })
  let known: { at: number; answer: Promise<boolean> } | undefined
  return () => {
    if (known === undefined || Date.now() - known.at > KNOWN_MS) known = { at: Date.now(), answer: greets() }
    return known.answer
  }
}

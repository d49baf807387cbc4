import { once } from 'node:events'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface Received {
  readonly to: string
  readonly raw: string
  readonly mail: ParsedMail
}
export interface TestServer {
  readonly url: string
  readonly received: Received[]
  /** Addresses at which nobody lives. */
  readonly nobody: Set<string>
  /** Called when a message is there, before the sender hears of it. */
  beforeAnswer: (received: Received) => Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
}

/** A real SMTP server on loopback. */
export async function smtpServer(): Promise<TestServer> {
  const received: Received[] = []
  const nobody = new Set<string>()
  let port = 0
  let running: SMTPServer | undefined
  const build = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onRcptTo({ address }, _session, callback) {
        if (!nobody.has(address)) return callback()
        callback(Object.assign(new Error('5.1.1 nobody of this name'), { responseCode: 550 }))
      },
      onData(stream, { envelope }, answer) {
        const parts: Buffer[] = []
        stream.on('data', (part: Buffer) => void parts.push(part))
        stream.once('end', () => {
          const raw = Buffer.concat(parts).toString('utf8')
          const taken = async () => {
            const one = { to: envelope.rcptTo[0]?.address ?? '', raw, mail: await simpleParser(raw) }
            received.push(one)
            await server.beforeAnswer(one)
          }
          taken().then(
            () => answer(),
            (error: Error) => answer(error),
          )
        })
      },
    })
  const server: TestServer = {
    url: '',
    received,
    nobody,
    beforeAnswer: () => Promise.resolve(),
    async start() {
      const started = build()
      // A sender that is killed leaves its connection broken.
      started.on('error', () => undefined)
      const listening = started.listen(port, '127.0.0.1')
      await once(listening, 'listening')
      port = (listening.address() as { port: number }).port
      Object.assign(server, { url: `smtp://127.0.0.1:${port}` })
      running = started
    },
    async stop() {
      await new Promise<void>((resolve) => (running === undefined ? resolve() : running.close(() => resolve())))
      running = undefined
    },
  }
  await server.start()
  return server
}

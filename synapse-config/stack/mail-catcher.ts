import { once } from 'node:events'
import { type Server, createServer } from 'node:http'
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { type Caught, htmlPage, listPage, mailPage, notFoundPage } from './mail-catcher-pages.ts'
import { freePort } from './ports.ts'
import { writePrivateFile } from './private-file.ts'

const KEPT = 200
const BYTES_AT_MOST = 1_000_000
const FILE = /^(\d{1,12})\.eml$/

export interface MailCatcher {
  /** For SMTP_URL. */
  smtpUrl: string
  /** Where people read what would have been sent. */
  pageUrl: string
  stop(): Promise<void>
}

/** Takes every e-mail and sends none: kept in files that we alone read, the newest two hundred, shown on a page. All of it on loopback. */
export async function startMailCatcher(dir: string): Promise<MailCatcher> {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const smtp = smtpDoor(dir)
  const page = pageDoor(dir)
  const [smtpPort, pagePort] = [await freePort(), await freePort()]
  const listening = smtp.listen(smtpPort, '127.0.0.1')
  await Promise.all([once(listening, 'listening'), once(page.listen(pagePort, '127.0.0.1'), 'listening')])
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    pageUrl: `http://localhost:${pagePort}/`,
    async stop() {
      page.closeAllConnections()
      page.close()
      await new Promise<void>((resolve) => smtp.close(() => resolve()))
    },
  }
}

const numbersIn = (dir: string): number[] =>
  readdirSync(dir)
    .flatMap((name) => FILE.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => b - a)

function keep(dir: string, raw: string): void {
  const numbers = numbersIn(dir)
  writePrivateFile(join(dir, `${(numbers[0] ?? 0) + 1}.eml`), raw)
  for (const old of numbers.slice(KEPT - 1)) rmSync(join(dir, `${old}.eml`), { force: true })
}

function smtpDoor(dir: string): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: BYTES_AT_MOST,
    logger: false,
    onData(stream, _session, callback) {
      const parts: Buffer[] = []
      let size = 0
      stream.on('data', (part: Buffer) => void ((size += part.length) <= BYTES_AT_MOST && parts.push(part)))
      stream.once('end', () => {
        if (size > BYTES_AT_MOST) return callback(Object.assign(new Error('too large'), { responseCode: 552 }))
        keep(dir, Buffer.concat(parts).toString('utf8'))
        callback()
      })
    },
  })
  // Whoever breaks off while sending is nobody's business.
  server.on('error', () => undefined)
  return server
}

function pageDoor(dir: string): Server {
  return createServer((request, response) => {
    // A page of elsewhere that has its name point here does not read it.
    const isHere = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.headers.host ?? '')
    const answer = isHere && request.method === 'GET' ? pageAt(dir, request.url ?? '/') : Promise.resolve(undefined)
    answer
      .catch(() => undefined)
      .then((html) => {
        response.writeHead(html === undefined ? 404 : 200, {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'",
          'X-Content-Type-Options': 'nosniff',
          'Referrer-Policy': 'no-referrer',
          'Cache-Control': 'no-store',
        })
        response.end(html ?? notFoundPage)
      })
      .catch(() => response.destroy())
  })
}

async function pageAt(dir: string, url: string): Promise<string | undefined> {
  const [, number, html] = /^\/(?:(\d{1,12})(\/html)?)?$/.exec(url) ?? [undefined, 'none']
  if (number === 'none') return undefined
  if (number === undefined) {
    const all = await Promise.all(numbersIn(dir).map((one) => readMail(dir, one)))
    return listPage(all.filter((one) => one !== undefined))
  }
  const mail = await readMail(dir, Number(number))
  if (mail === undefined) return undefined
  return html === undefined ? mailPage(mail) : htmlPage(mail)
}

async function readMail(dir: string, number: number): Promise<Caught | undefined> {
  if (!numbersIn(dir).includes(number)) return undefined
  const mail = await simpleParser(readFileSync(join(dir, `${number}.eml`)))
  const html = typeof mail.html === 'string' ? mail.html : ''
  return { number, to: recipientOf(mail), subject: mail.subject ?? '', date: mail.date ?? null, text: mail.text ?? '', html }
}
const recipientOf = ({ to }: ParsedMail): string =>
  [to ?? []]
    .flat()
    .map((one) => one.text)
    .join(', ')

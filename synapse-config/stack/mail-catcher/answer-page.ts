import type { IncomingMessage, ServerResponse } from 'node:http'
import { simpleParser } from 'mailparser'
import type { CaughtMails } from './caught-mails.ts'
import { listPage, mailPage, messagePage } from './mail-pages.ts'

const PAGE = 50
// What is shown came by mail: no script runs, nothing is fetched, and nobody else's page may frame it.
const CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'"
const FOR_PAGES = `${CLOSED}; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'`
/** Only links work, each in a window of its own; images are those that the mail carries. */
export const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox'
const FOR_MAILS = `sandbox ${SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'`

interface Answer {
  status?: number
  type: string
  policy: string
  body: string | Buffer
}

/** `/` the list, `/courriels/:id` one of them, with `/html` and `/source` as they came. Looking changes nothing; nothing else can be done. */
export async function answerPage(mails: CaughtMails, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status = 200, type, policy, body } = await answerTo(mails, request).catch(() => told(500, 'Ce courriel ne peut pas être lu.'))
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

async function answerTo(mails: CaughtMails, { method, headers, url = '/' }: IncomingMessage): Promise<Answer> {
  // A page elsewhere may make its own name point to this machine; it cannot change the name that the browser then asks for.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')) return told(421, 'Cette adresse n’est pas celle de cette page.')
  if (method !== 'GET' && method !== 'HEAD') return told(405, 'On ne peut que lire.')
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1')
  if (pathname === '/') return list(mails, searchParams.get('avant') ?? undefined)
  const [, id = '', part] = /^\/courriels\/([^/]+)(?:\/(html|source))?$/.exec(pathname) ?? []
  const message = mails.find(id)
  if (message === undefined) return told(404, 'Ce courriel n’existe pas, ou n’est plus gardé.')
  if (part === 'source') return { type: 'text/plain', policy: CLOSED, body: message }
  const mail = await read(message)
  if (part !== 'html') return page(mailPage(id, mail))
  if (mail.html === false) return told(404, 'Ce courriel n’a pas de HTML.')
  // What a link opens, it opens beside: our page would be framed by it otherwise.
  return { type: 'text/html', policy: FOR_MAILS, body: `<base target="_blank">${mail.html}` }
}

async function list(mails: CaughtMails, before: string | undefined): Promise<Answer> {
  const ids = mails.list(before, PAGE + 1)
  const shown = await Promise.all(
    ids.slice(0, PAGE).map(async (id) => {
      const message = mails.find(id)
      return message === undefined ? [] : [{ id, mail: await read(message) }]
    }),
  )
  return page(listPage(shown.flat(), ids.length > PAGE ? ids[PAGE - 1] : undefined, before !== undefined))
}

const read = (message: Buffer) => simpleParser(message, { skipTextToHtml: true, skipHtmlToText: true })
const page = (body: string): Answer => ({ type: 'text/html', policy: FOR_PAGES, body })
const told = (status: number, words: string): Answer => ({ ...page(messagePage(words)), status })

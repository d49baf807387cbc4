import { readFileSync, readdirSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { startMailCatcher } from '../stack/mail-catcher/start-mail-catcher.ts'
import { anUnkindDirectory } from './with/own-stack.ts'

const LETTER = {
  from: 'ne-pas-repondre@sphere.example',
  to: 'nadia@example.org',
  subject: '3 nouveaux messages',
  text: 'Bonjour\nhttps://x.example/a?b=1&c=2',
}

async function aCatcher(options: { messagesAtMost?: number; bytesAtMost?: number } = {}) {
  const home = anUnkindDirectory()
  const dir = join(home.dir, 'mail')
  const catcher = await startMailCatcher({ dir, ...options })
  const transport = createTransport({ url: catcher.smtpUrl } as Parameters<typeof createTransport>[0])
  const get = async (path: string) => {
    const answer = await fetch(new URL(path, catcher.url))
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const links = async () => [...(await get('/')).text.matchAll(/href="(\/courriels\/[^"]+)"/g)].map(([, link = '']) => link)
  return {
    ...catcher,
    dir,
    get,
    links,
    send: (more: object = {}) => transport.sendMail({ ...LETTER, ...more }),
    async [Symbol.asyncDispose]() {
      await catcher.stop()
      await home[Symbol.asyncDispose]()
    },
  }
}

test('what is sent is listed, and read as text, as HTML and as it came', async () => {
  await using catcher = await aCatcher()
  expect((await catcher.get('/')).text).toContain('Aucun courriel')
  await catcher.send({ html: '<p>Bonjour <b>à tous</b></p>', headers: { 'List-Unsubscribe': '<https://x.example/stop>' } })
  const list = (await catcher.get('/')).text
  expect(list).toContain('<html lang="fr">')
  expect(list).toContain('3 nouveaux messages')
  expect(list).toContain('nadia@example.org')
  const [link = ''] = await catcher.links()
  const page = (await catcher.get(link)).text
  expect(page).toContain('<a href="https://x.example/a?b=1&amp;c=2"')
  expect(page).toContain('&lt;https://x.example/stop&gt;')
  expect((await catcher.get(`${link}/html`)).text).toContain('<p>Bonjour <b>à tous</b></p>')
  const source = await catcher.get(`${link}/source`)
  expect(source.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(source.text).toMatch(/^Return-Path: <ne-pas-repondre@sphere\.example>\r\nDelivered-To: nadia@example\.org\r\n/)
  expect(source.text).toContain('Subject: 3 nouveaux messages')
})

test('what is in a mail does nothing in the page', async () => {
  await using catcher = await aCatcher()
  const bad = `<script>alert(1)</script><img src="http://elsewhere.example/">`
  await catcher.send({ subject: bad, text: bad, html: bad })
  const [link = ''] = await catcher.links()
  for (const path of ['/', link]) {
    const { text, headers } = await catcher.get(path)
    expect(text).not.toContain('<script')
    expect(text).not.toContain('<img')
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
  }
  expect((await catcher.get(link)).text).toMatch(/<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/)
  const policy = (await catcher.get(`${link}/html`)).headers.get('content-security-policy')
  expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/)
  expect(policy).not.toContain('script-src')
})

test('it is readable by us alone, by its own name alone, and nothing can be changed', async () => {
  await using catcher = await aCatcher()
  await catcher.send()
  expect(statSync(catcher.dir).mode & 0o777).toBe(0o700)
  for (const name of readdirSync(catcher.dir)) expect(statSync(join(catcher.dir, name)).mode & 0o777).toBe(0o600)
  expect(new URL(catcher.url).hostname).toBe('127.0.0.1')
  const rebound = await new Promise((resolve) => {
    request(catcher.url, { headers: { host: 'attacker.example' } }, ({ statusCode }) => resolve(statusCode)).end()
  })
  expect(rebound).toBe(421)
  const posted = await fetch(catcher.url, { method: 'POST' })
  expect(posted.status).toBe(405)
  for (const path of ['/courriels/..%2f..%2fsecrets.json', '/courriels/nobody', '/etc/passwd', '/courriels/x/y']) {
    expect((await catcher.get(path)).status, path).toBe(404)
  }
})

test('so many are kept, and none that is too big; the newest comes first', async () => {
  await using catcher = await aCatcher({ messagesAtMost: 3, bytesAtMost: 20_000 })
  for (const subject of ['un', 'deux', 'trois', 'quatre']) await catcher.send({ subject })
  expect(readdirSync(catcher.dir)).toHaveLength(3)
  const list = (await catcher.get('/')).text
  expect(list).not.toContain('>un<')
  expect(list.indexOf('>quatre<')).toBeLessThan(list.indexOf('>deux<'))
  await expect(catcher.send({ text: 'x\n'.repeat(20_000) })).rejects.toMatchObject({ responseCode: 552 })
  // Said without a size beforehand, as any program may.
  expect(await spoken(catcher.smtpUrl, 'x\r\n'.repeat(10_000))).toContain('552')
  expect(readdirSync(catcher.dir)).toHaveLength(3)
})

test('what was caught is there at the next start', async () => {
  await using catcher = await aCatcher()
  await catcher.send({ subject: 'avant' })
  await catcher.stop()
  const again = await startMailCatcher({ dir: catcher.dir })
  expect(await (await fetch(again.url)).text()).toContain('>avant<')
  await again.stop()
  expect(readFileSync(join(catcher.dir, readdirSync(catcher.dir)[0] ?? '')).toString()).toContain('avant')
  await expect(fetch(again.url)).rejects.toThrow('fetch failed')
})

/** A whole conversation by hand; gives everything that the server said. */
function spoken(smtpUrl: string, body: string): Promise<string> {
  const lines = ['HELO x', 'MAIL FROM:<a@b.example>', 'RCPT TO:<c@d.example>', 'DATA', `${body}\r\n.`, 'QUIT']
  return new Promise((resolve, reject) => {
    let said = ''
    const socket = connect(Number(new URL(smtpUrl).port), '127.0.0.1')
    socket.on('data', (data: Buffer) => {
      said += data.toString()
      const line = lines.shift()
      if (line !== undefined) socket.write(`${line}\r\n`)
    })
    socket.on('close', () => resolve(said))
    socket.on('error', reject)
  })
}

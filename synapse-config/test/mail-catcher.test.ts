import { readFileSync, readdirSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { smtpPost } from '../../bridge/src/flows/emails/smtp.ts'
import { startMailCatcher } from '../stack/mail-catcher.ts'
import { anUnkindDirectory } from './with/own-stack.ts'

const email = (number: number) => ({
  messageId: `${number}@essai`,
  from: 'non@essai.example',
  to: `camille${number}@essai.example`,
  subject: `Objet ${number} <b>`,
  text: 'Vous avez <i>1</i> message',
  html: '<p>Vous avez 1 message</p><script>alert(1)</script>',
  language: 'fr',
  unsubscribe: 'http://localhost/x',
})

test('what would have been sent is kept for us alone, and read on a page where it can do nothing', async () => {
  await using home = anUnkindDirectory()
  const dir = join(home.dir, 'mails')
  const catcher = await startMailCatcher(dir)
  const post = smtpPost(catcher.smtpUrl)
  const page = async (path: string) => {
    const answer = await fetch(new URL(path, catcher.pageUrl))
    return { status: answer.status, policy: answer.headers.get('content-security-policy') ?? '', html: await answer.text() }
  }
  expect((await page('/')).html).toContain('Aucun e-mail')
  for (const number of [1, 2]) expect(await post.send(email(number))).toEqual({ is: 'sent' })

  const list = await page('/')
  expect(list.html.indexOf('Objet 2 &lt;b&gt;')).toBeLessThan(list.html.indexOf('Objet 1 &lt;b&gt;'))
  expect(list.html).toContain('camille1@essai.example')
  const one = await page('/1')
  expect(one.html).toContain('Vous avez &lt;i&gt;1&lt;/i&gt; message')
  expect(one.html).toContain('<iframe sandbox src="/1/html"')
  const inside = await page('/1/html')
  expect(inside.html).toContain('<p>Vous avez 1 message</p>')
  expect(inside.policy).toContain("default-src 'none'")
  for (const nowhere of ['/3', '/0', '/x', '/1/html/x', '/..%2f1.eml']) expect((await page(nowhere)).status, nowhere).toBe(404)
  // A page of elsewhere whose name points here.
  const elsewhere = await new Promise<number>((resolve) => {
    request(catcher.pageUrl, { headers: { host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode ?? 0)).end()
  })
  expect(elsewhere).toBe(404)

  for (const file of readdirSync(dir)) expect(statSync(join(dir, file)).mode & 0o077, file).toBe(0)
  expect(readFileSync(join(dir, '1.eml'), 'utf8')).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  post.close()
  await catcher.stop()
})

test('only the newest two hundred are kept', async () => {
  await using home = anUnkindDirectory()
  const catcher = await startMailCatcher(home.dir)
  const post = smtpPost(catcher.smtpUrl)
  for (let number = 1; number <= 203; number++) await post.send(email(number))
  const files = readdirSync(home.dir).filter((name) => name.endsWith('.eml'))
  expect(files).toHaveLength(200)
  expect(files).not.toContain('3.eml')
  expect(files).toContain('203.eml')
  post.close()
  await catcher.stop()
})

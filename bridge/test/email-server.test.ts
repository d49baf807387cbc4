import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { type Posted, smtpPost } from '../src/flows/emails/smtp.ts'

const email = {
  messageId: 'essai@messagerie.example',
  from: 'non@messagerie.example',
  to: 'paul@essai.example',
  subject: 'Essai',
  text: 'Essai',
  html: '<p>Essai</p>',
  language: 'fr',
  unsubscribe: 'https://messagerie.example/stop',
}
/** What became of it, and which passwords the server was told. */
async function sentTo(host: string, options: SMTPServerOptions): Promise<{ posted: Posted; passwords: string[] }> {
  const passwords: string[] = []
  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    allowInsecureAuth: true,
    ...options,
    onAuth({ password }, _session, answer) {
      passwords.push(String(password))
      answer(null, { user: 'service' })
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const post = smtpPost(`smtp://service:secret@${host}:${(listening.address() as AddressInfo).port}`)
  const posted = await post.send(email)
  post.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return { posted, passwords }
}
/** This machine, by an address that does not say so. */
const ELSEWHERE = '0.0.0.0'

test('a server elsewhere that does not encrypt is told no password, whatever it offers; one on this machine is', async () => {
  const noTls: SMTPServerOptions = { disabledCommands: ['STARTTLS'] }
  expect(await sentTo(ELSEWHERE, noTls)).toEqual({ posted: { is: 'later', cause: 'ETLS 500', serverIsAway: true }, passwords: [] })
  expect(await sentTo('127.0.0.1', noTls)).toEqual({ posted: { is: 'sent' }, passwords: ['secret'] })
})

test('an encryption for which nobody vouches is none: no password is told', async () => {
  // Its own certificate, signed by itself.
  const { posted, passwords } = await sentTo(ELSEWHERE, {})
  expect([posted, passwords]).toEqual([{ is: 'later', cause: expect.any(String) as string, serverIsAway: true }, []])
})

test('an address of a server whose parameters could undo that is refused at the start, and told why', () => {
  const saying = (url: string) => {
    try {
      readConfig({ SMTP_URL: url })
    } catch (error) {
      return /^.*\n.*SMTP_URL$/m.exec((error as Error).message)?.[0] ?? 'accepted'
    }
    return 'accepted'
  }
  for (const url of [
    'smtp://service:secret@relais.example:587?requireTLS=false',
    'smtp://service:secret@relais.example:587?ignoreTLS=true',
    'smtps://service:secret@relais.example?tls.rejectUnauthorized=false',
    'smtp://relais.example?debug=true&logger=true',
  ])
    expect(saying(url), url).toContain('no parameters: smtp://user:password@host:587 (STARTTLS)')
  for (const url of ['http://relais.example', 'smtp://', 'relais.example']) expect(saying(url), url).not.toBe('accepted')
  for (const url of ['smtp://service:secret@relais.example:587', 'smtps://relais.example', 'smtp://127.0.0.1:1025'])
    expect(saying(url), url).toBe('accepted')
})

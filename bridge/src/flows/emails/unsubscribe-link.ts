import { createHmac, timingSafeEqual } from 'node:crypto'

const signed = (person: string, secret: string): Buffer => createHmac('sha256', secret).update(`unsubscribe:${person}`).digest()

/** Says who wants no e-mail, to whoever holds the secret; gives nothing else away, and nobody can make one. It works for good (RFC 8058). */
export const unsubscribeLink = (publicUrl: string, person: string, secret: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/api/unsubscribe/${Buffer.from(person).toString('base64url')}.${signed(person, secret).toString('base64url')}`

/** The person of a link; undefined when it is not one of ours. */
export function personOfLink(token: string, secret: string): string | undefined {
  const [, name, signature] = /^([A-Za-z0-9_-]{1,200})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? []
  if (name === undefined || signature === undefined) return undefined
  const person = Buffer.from(name, 'base64url').toString('utf8')
  return timingSafeEqual(Buffer.from(signature, 'base64url'), signed(person, secret)) ? person : undefined
}

import { createHmac, timingSafeEqual } from 'node:crypto'

const ID = 16
const signed = (id: Buffer, secret: string): Buffer => createHmac('sha256', secret).update('access-link:').update(id).digest()

/** What opens a link, made from its identifier and the secret: the mailer can make it again, and who reads the database alone cannot. */
export function accessToken(link: string, secret: string): string {
  const id = Buffer.from(link.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, signed(id, secret)]).toString('base64url')
}

/** The identifier of a link; undefined when the token is not one of ours. */
export function linkOfToken(token: string, secret: string): string | undefined {
  const bytes = /^[A-Za-z0-9_-]{64}$/.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(0)
  const [id, signature] = [bytes.subarray(0, ID), bytes.subarray(ID)]
  if (signature.length !== 32 || !timingSafeEqual(signature, signed(id, secret))) return undefined
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** In the fragment, which browsers keep to themselves: in no request, log or referrer. */
export const accessUrl = (publicUrl: string, link: string, secret: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/acces#jeton=${accessToken(link, secret)}`

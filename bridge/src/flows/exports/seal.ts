import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const [NONCE, TAG] = [12, 16]

/** Where a piece belongs: one that was put elsewhere does not open. */
export interface Place {
  readonly export: string
  readonly format: string
  readonly part: number
}
const keyOf = (secret: string, { export: id }: Place): Buffer => Buffer.from(hkdfSync('sha256', secret, id, 'export of a journal', 32))
const nameOf = ({ export: id, format, part }: Place): Buffer => Buffer.from(`${id}/${format}/${part}`)

/** The database and its backups hold nothing of a journal that can be read without the secret of the installation. */
export function seal(secret: string, place: Place, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, keyOf(secret, place), nonce).setAAD(nameOf(place))
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Throws when it is not what was sealed for this place. */
export function unseal(secret: string, place: Place, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, keyOf(secret, place), sealed.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(nameOf(place))
    .setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
}

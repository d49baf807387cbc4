import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { writePrivateFile } from './private-file.ts'

export interface Secrets {
  asToken: string
  hsToken: string
  policySecret: string
  registrationSecret: string
  postgresPassword: string
  macaroonSecret: string
  formSecret: string
  /** Signs the links of e-mails. */
  linkSecret: string
  /** A pair (VAPID, RFC 8292), by which push services know the bridge. */
  vapidPublicKey: string
  vapidPrivateKey: string
  /** Between the processes of a homeserver with workers. */
  replicationSecret: string
  /** The homeserver's ed25519 key, as Synapse writes it. */
  signingKey: string
}

const token = () => randomBytes(32).toString('base64url')

/** A P-256 pair: the point, uncompressed, and the number. */
function vapidPair(): Pick<Secrets, 'vapidPublicKey' | 'vapidPrivateKey'> {
  const { x = '', y = '', d = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return { vapidPublicKey: point.toString('base64url'), vapidPrivateKey: d }
}

const makeSecrets = (): Secrets => ({
  asToken: token(),
  hsToken: token(),
  policySecret: token(),
  registrationSecret: token(),
  postgresPassword: token(),
  macaroonSecret: token(),
  formSecret: token(),
  linkSecret: token(),
  ...vapidPair(),
  replicationSecret: token(),
  // The seed of an ed25519 key is any 32 bytes; Synapse's own generator does the same and takes two seconds.
  signingKey: `ed25519 a_${randomBytes(2).toString('hex')} ${randomBytes(32).toString('base64').replace(/=+$/, '')}`,
})

/** Made once per installation, then read again; what a later version adds is added to the file. */
export function readOrMakeSecrets(path: string): Secrets {
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>) : {}
  const secrets: Secrets = { ...makeSecrets(), ...known }
  mkdirSync(dirname(path), { recursive: true })
  if (Object.keys(known).length < Object.keys(secrets).length) writePrivateFile(path, `${JSON.stringify(secrets, null, 2)}\n`)
  return secrets
}

import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import forge from 'node-forge'
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
  /** The seed of the ed25519 key that signs the chain of events. */
  auditKey: string
  /** Signs the PDFs of the audit: a key and a certificate of its own (PKCS #12, base64). */
  auditP12: string
  auditP12Password: string
  /** A pair (age) for archives of journals: the bridge is given the public half alone. Keep the other one elsewhere. */
  archiveRecipient: string
  archiveIdentity: string
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

/** A key with the certificate that it gives itself: a reader of PDF says that nobody vouches for it, and still whether a document was changed. */
function selfSigned(): Pick<Secrets, 'auditP12' | 'auditP12Password'> {
  const auditP12Password = token()
  const pair = generateKeyPairSync('rsa', { modulusLength: 3072 })
  const { asn1, md, pkcs12, pki } = forge
  const key = pki.privateKeyFromPem(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const certificate = pki.createCertificate()
  certificate.publicKey = pki.publicKeyFromPem(pair.publicKey.export({ type: 'spki', format: 'pem' }).toString())
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`
  certificate.validity.notBefore = new Date()
  certificate.validity.notAfter = new Date(Date.now() + 10 * 365 * 86_400_000)
  const name = [{ shortName: 'CN', value: 'SPHERE' }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([{ name: 'keyUsage', digitalSignature: true, nonRepudiation: true, critical: true }])
  certificate.sign(key, md.sha256.create())
  const p12 = asn1.toDer(pkcs12.toPkcs12Asn1(key, [certificate], auditP12Password, { algorithm: '3des' })).getBytes()
  return { auditP12: Buffer.from(p12, 'binary').toString('base64'), auditP12Password }
}

/** Whoever runs this for real keeps the identity where no server is (README). */
async function archivePair(): Promise<Pick<Secrets, 'archiveIdentity' | 'archiveRecipient'>> {
  const archiveIdentity = await generateX25519Identity()
  return { archiveIdentity, archiveRecipient: await identityToRecipient(archiveIdentity) }
}

/** All but what takes long, and is made only when it is not known. */
const makeSecrets = (): Omit<Secrets, keyof ReturnType<typeof selfSigned> | keyof Awaited<ReturnType<typeof archivePair>>> => ({
  asToken: token(),
  hsToken: token(),
  policySecret: token(),
  registrationSecret: token(),
  postgresPassword: token(),
  macaroonSecret: token(),
  formSecret: token(),
  linkSecret: token(),
  auditKey: token(),
  ...vapidPair(),
  replicationSecret: token(),
  // The seed of an ed25519 key is any 32 bytes; Synapse's own generator does the same and takes two seconds.
  signingKey: `ed25519 a_${randomBytes(2).toString('hex')} ${randomBytes(32).toString('base64').replace(/=+$/, '')}`,
})

/** Made once per installation, then read again; what a later version adds is added to the file. */
export async function readOrMakeSecrets(path: string): Promise<Secrets> {
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>) : {}
  const { auditP12, auditP12Password } = known
  const signed = auditP12 === undefined || auditP12Password === undefined ? selfSigned() : { auditP12, auditP12Password }
  const secrets: Secrets = { ...makeSecrets(), ...(await archivePair()), ...known, ...signed }
  mkdirSync(dirname(path), { recursive: true })
  if (Object.keys(known).length < Object.keys(secrets).length) writePrivateFile(path, `${JSON.stringify(secrets, null, 2)}\n`)
  return secrets
}

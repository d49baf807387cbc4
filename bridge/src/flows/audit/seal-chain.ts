import { type KeyObject, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { findLastSeal, insertSeal } from '../../db/audit/seals.ts'
import { readHead } from '../../db/event-chain.ts'
import type { World } from '../world.ts'

/** An Ed25519 key (RFC 8032) by its seed of 32 octets, base64url. */
export interface SealKey {
  readonly secret: KeyObject
  readonly open: KeyObject
}
/** What stands before the seed in PKCS #8 (RFC 8410, section 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
export function sealKeyOf(seed: string): SealKey {
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, Buffer.from(seed, 'base64url')]), format: 'der', type: 'pkcs8' })
  return { secret, open: createPublicKey(secret) }
}

/** What is signed: where the chain ended, and when. */
export const sealText = (seal: { last_id: string; length: string; hash: Buffer; at: Date }): Buffer =>
  Buffer.from(
    `care-circle-messenger event seal 1\n${seal.last_id}\n${seal.length}\n${seal.hash.toString('hex')}\n${seal.at.toISOString()}\n`,
  )

/** Signs where the chain of events ends, unless that is signed. Whoever has the database alone cannot make it anew from then on. */
export async function sealChain({ db, now }: Pick<World, 'db' | 'now'>, { secret }: SealKey): Promise<void> {
  const [head, last] = [await readHead(db), await findLastSeal(db)]
  if (head.length === '0' || last?.last_id === head.lastId) return
  const seal = { last_id: head.lastId, length: head.length, hash: head.hash, at: now() }
  await insertSeal(db, { ...seal, signature: sign(null, sealText(seal), secret) })
}

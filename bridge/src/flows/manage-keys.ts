import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { type Caller, type Key, type KeyBody, mayDo } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { type Author, recordEvents } from '../db/events.ts'
import { digestOf, findKey, insertKey, revokeKey, setKeySecret } from '../db/keys.ts'
import type { World } from './world.ts'
import { SUBSTITUTES } from './substitutions/derive-substitutes.ts'

/** Makes a key; its secret is in the answer and nowhere else. Nobody gives a right that they do not hold, nor the name of another system. */
export async function createKey(
  { db, now }: Pick<World, 'db' | 'now'>,
  body: z.infer<typeof KeyBody>,
  asked: Author,
  caller?: Caller,
): Promise<Key & { key: string }> {
  const source = body.source ?? body.name
  if (caller !== undefined && !mayDo(caller, '*')) {
    if (body.scopes.some((scope) => !mayDo(caller, scope))) throw new Fault('ONLY_WITH_ALL_RIGHTS', 'scopes')
    if (source !== caller.source) throw new Fault('ONLY_WITH_ALL_RIGHTS', 'source')
  }
  if (source.startsWith(SUBSTITUTES)) throw new Fault('SOURCE_RESERVED', body.source === undefined ? 'name' : 'source')
  const id = randomBytes(6).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  const [createdAt, expiresAt] = [now(), body.expiresAt === undefined ? null : new Date(body.expiresAt)]
  const key = await db.transaction().execute(async (trx) => {
    const made = await insertKey(trx, { id, name: body.name, scopes: body.scopes, source, hash: digestOf(secret), createdAt, expiresAt })
    await recordEvents(trx, asked, createdAt, [{ type: 'key.created', reason: body.reason, after: told(made) }])
    return made
  })
  return { ...key, key: `ccm_${id}_${secret}` }
}

/**
 * Another secret for a key, which stays the same otherwise: what it posted and wrote is still its own. The one before opens for so many hours
 * more. Nobody gets into their hands a right that they do not hold. Throws KEY_UNKNOWN, ONLY_WITH_ALL_RIGHTS.
 */
export async function rotateKey(
  { db, now }: World,
  id: string,
  { graceHours, reason }: { graceHours: number; reason?: string | undefined },
  caller: Caller,
  asked: Author,
): Promise<Key & { key: string }> {
  await checkHeld(db, id, now(), caller)
  const secret = randomBytes(32).toString('base64url')
  const key = await db.transaction().execute(async (trx) => {
    const set = await setKeySecret(trx, id, digestOf(secret), new Date(now().getTime() + graceHours * 3_600_000))
    if (set === undefined) throw new Fault('KEY_UNKNOWN')
    await recordEvents(trx, asked, now(), [{ type: 'key.rotated', reason, after: told(set) }])
    return set
  })
  return { ...key, key: `ccm_${id}_${secret}` }
}

/** Revokes a key. Nobody takes away a right that they do not hold. */
export async function removeKey({ db, now }: World, id: string, reason: string | undefined, caller: Caller, asked: Author): Promise<void> {
  const key = await checkHeld(db, id, now(), caller)
  await db.transaction().execute(async (trx) => {
    if (await revokeKey(trx, id, now())) await recordEvents(trx, asked, now(), [{ type: 'key.revoked', reason, before: told(key) }])
  })
}

/** Of a key, what the record keeps. */
const told = ({ id, name, scopes, source, expiresAt }: Key) => ({ keyId: id, name, scopes, source, expiresAt })

async function checkHeld(db: World['db'], id: string, now: Date, caller: Caller): Promise<Key> {
  const key = await findKey(db, id, now)
  if (key === undefined || key.revoked) throw new Fault('KEY_UNKNOWN')
  if (key.scopes.some((scope) => !mayDo(caller, scope))) throw new Fault('ONLY_WITH_ALL_RIGHTS')
  return key
}

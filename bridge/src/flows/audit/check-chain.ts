import type { ChainCheck, ChainState } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import {
  type CheckRow,
  askCheck,
  deleteOldChecks,
  findCheck,
  findLastCheck,
  findLastFinished,
  setCheckFinished,
  setCheckProgress,
} from '../../db/audit/checks.ts'
import { findLastSeal } from '../../db/audit/seals.ts'
import { readHead } from '../../db/event-chain.ts'
import type { Found } from '../platform/found.ts'
import type { World } from '../world.ts'
import type { SealKey } from './seal-chain.ts'
import { verifyChain } from './verify-chain.ts'

/** A verification of the whole chain, now; the one under way when there is one. */
export const askChainCheck = async ({ db, now }: World, by: string): Promise<ChainCheck> => toCheck(await askCheck(db, by, now()))

/** Throws CHAIN_CHECK_UNKNOWN. */
export async function readChainCheck({ db }: World, id: string): Promise<ChainCheck> {
  const row = await findCheck(db, id)
  if (row === undefined) throw new Fault('CHAIN_CHECK_UNKNOWN')
  return toCheck(row)
}

export async function readChain({ db }: World): Promise<ChainState> {
  const [head, seal, check] = await Promise.all([readHead(db), findLastSeal(db), findLastCheck(db)])
  return {
    length: Number(head.length),
    lastId: head.lastId,
    hash: head.hash.toString('hex'),
    seal: seal === undefined ? null : { lastId: seal.last_id, at: seal.at.toISOString() },
    lastCheck: check === undefined ? null : toCheck(check),
  }
}

/** Does it. What a crash interrupted begins anew: half a verification proves nothing. */
export async function runChainCheck({ db, now, log }: World, id: string, key: SealKey | undefined): Promise<void> {
  const row = await findCheck(db, id)
  if (row === undefined || row.finished_at !== null) return
  const result = await verifyChain(db, {
    key: key?.open,
    onPage: (head, verified) => setCheckProgress(db, id, head.length, verified),
  })
  await setCheckFinished(db, id, { ...result, now: now() })
  await deleteOldChecks(db)
  if (result.faultCount > 0) log.error({ check: id, faults: result.faultCount }, 'the record of events is not what was recorded')
  else log.info({ check: id, events: result.verified }, 'the record of events is whole')
}

const DAY = 86_400_000
/** Once a day, whoever asks or not. */
export async function checkChainIfDue(world: World): Promise<void> {
  const last = await findLastCheck(world.db)
  if (last === undefined || world.now().getTime() - last.asked_at.getTime() >= DAY) await askChainCheck(world, 'calendrier')
}

export async function readChainHealth({ db }: World): Promise<Found> {
  const last = await findLastFinished(db)
  if (last === undefined)
    return {
      status: 'ok',
      detail: { fr: 'la chaîne des événements n’a pas encore été vérifiée', en: 'the chain of events was not verified yet' },
    }
  const count = last.fault_count
  return {
    status: count === 0 ? 'ok' : 'degraded',
    lastSuccess: last.finished_at ?? last.asked_at,
    detail:
      count === 0
        ? { fr: `${last.verified} événements vérifiés, chaîne intacte`, en: `${last.verified} events verified, the chain is whole` }
        : { fr: `${count} rupture(s) dans la chaîne des événements`, en: `${count} fault(s) in the chain of events` },
  }
}

const toCheck = (row: CheckRow): ChainCheck => ({
  id: row.id,
  askedBy: row.asked_by,
  askedAt: row.asked_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  length: row.length === null ? null : Number(row.length),
  verified: Number(row.verified),
  faultCount: row.fault_count,
  faults: row.faults,
})

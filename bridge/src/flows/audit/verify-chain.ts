import { type KeyObject, verify } from 'node:crypto'
import type { ChainFault } from '../../contract.ts'
import { listSeals } from '../../db/audit/seals.ts'
import type { Db } from '../../db/connect.ts'
import { type ChainHead, type Chained, GENESIS, hashOf, findEventBehind, listChained, readHead } from '../../db/event-chain.ts'
import { sealText } from './seal-chain.ts'

const PAGE = 5_000
const TOLD = 100

export interface Verified {
  readonly verified: number
  /** The first hundred. */
  readonly faults: readonly ChainFault[]
  readonly faultCount: number
}
interface Walk {
  previous: Buffer
  id: string | null
  verified: number
  faultCount: number
  faults: ChainFault[]
}

/**
 * Computes the chain of events anew, from the first to the one where it ended when this began, and names every place where it is not what
 * was recorded. `key`: whose signature seals must bear; without it they are only compared with the chain.
 */
export async function verifyChain(
  db: Db,
  { key, onPage }: { key: KeyObject | undefined; onPage?: (head: ChainHead, verified: number) => Promise<void> },
): Promise<Verified> {
  const head = await readHead(db)
  const walk: Walk = { previous: GENESIS, id: null, verified: 0, faultCount: 0, faults: [] }
  for (;;) {
    await onPage?.(head, walk.verified)
    const from = walk.id ?? '0'
    const page = (await listChained(db, from, PAGE)).filter(({ id }) => BigInt(id) <= BigInt(head.lastId))
    const last = page.at(-1)
    for (const link of page) follow(walk, link)
    await compareSeals(db, walk, { page, from, to: last?.id ?? head.lastId, key })
    if (last === undefined) break
  }
  if (walk.id !== head.lastId && head.length !== '0') found(walk, { fault: 'cut', after: walk.id, id: head.lastId })
  else if (!walk.previous.equals(head.hash)) found(walk, { fault: 'changed', after: null, id: walk.id })
  const beyond = await findEventBehind(db)
  if (beyond !== undefined) found(walk, { fault: 'beyond', after: beyond.after, id: beyond.id })
  return walk
}

const found = (walk: Walk, fault: ChainFault): void => {
  walk.faultCount++
  if (walk.faults.length < TOLD) walk.faults.push(fault)
}

function follow(walk: Walk, link: Chained): void {
  if (!link.previous.equals(walk.previous)) found(walk, { fault: 'broken', after: walk.id, id: link.id })
  if (!hashOf(link.previous, link).equals(link.hash)) found(walk, { fault: 'changed', after: walk.id, id: link.id })
  walk.previous = link.hash
  walk.id = link.id
  walk.verified++
}

async function compareSeals(
  db: Db,
  walk: Walk,
  { page, from, to, key }: { page: readonly Chained[]; from: string; to: string; key: KeyObject | undefined },
): Promise<void> {
  const links = new Map(page.map((link) => [link.id, link]))
  for (const seal of await listSeals(db, from, to)) {
    const link = links.get(seal.last_id)
    if (link === undefined || !link.hash.equals(seal.hash)) found(walk, { fault: 'rewritten', after: null, id: seal.last_id })
    else if (key !== undefined && !verify(null, sealText(seal), key, seal.signature))
      found(walk, { fault: 'unsigned', after: null, id: seal.last_id })
  }
}

import type { Caller, HeldChange, HeldDetail, HeldKind, HeldState } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { type HeldRow, countHeldWaiting, findHeld, listHeld, listHeldInputs } from '../../db/brake/held-changes.ts'
import { listLevelNames, listLossWords } from '../../db/brake/loss-words.ts'
import { fromCursor, toCursor } from '../../db/cursor.ts'
import type { World } from '../world.ts'
import { HeldInput } from './held-input.ts'
import { type Losing, lossesOf } from './losses-now.ts'

interface Paging {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** What waits or was decided, newest first. */
export async function readHeldChanges(
  { db }: World,
  { state, cursor, limit }: Paging & { state?: HeldState | undefined },
  caller: Caller,
): Promise<{ items: HeldChange[]; next: string | null; waiting: number }> {
  const before = fromCursor(cursor)?.[0]
  const rows = await listHeld(db, { state, before: isNumber(before) ? before : undefined, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await inWords(db, shown, caller),
    next: rows.length > limit && last !== undefined ? toCursor(last.id, '') : null,
    waiting: await countHeldWaiting(db),
  }
}
const isNumber = (text: string | undefined): boolean => text !== undefined && /^\d{1,18}$/.test(text)

/** Throws HELD_UNKNOWN. */
export async function readHeldChange({ db }: World, id: string, caller: Caller): Promise<HeldChange> {
  const row = await findHeld(db, id)
  const [told] = row === undefined ? [] : await inWords(db, [row], caller)
  if (told === undefined) throw new Fault('HELD_UNKNOWN')
  return told
}

/** The same, with who would lose what, were it applied now. Of what is decided nothing would happen any more. Throws HELD_UNKNOWN. */
export async function readHeldDetail(world: World, id: string, { cursor, limit }: Paging, caller: Caller): Promise<HeldDetail> {
  const told = await readHeldChange(world, id, caller)
  const from = Number(fromCursor(cursor)?.[0] ?? 0)
  return world.db.transaction().execute(async (trx) => {
    const losses: Losing[] = []
    let impossible: string | null = null
    if (told.state === 'waiting')
      for (const { input, source } of await listHeldInputs(trx, id)) {
        const found = await lossesOf(trx, HeldInput.parse(input), source, world.now()).catch((error: unknown) => {
          if (!(error instanceof Fault)) throw error
          impossible = error.code
          return []
        })
        losses.push(...found)
      }
    const all = await listLossWords(trx, losses)
    const next = all.length > from + limit ? toCursor(String(from + limit), '') : null
    return { ...told, losses: { items: all.slice(from, from + limit), next, total: all.length }, impossible }
  })
}

async function inWords(db: World['db'], rows: readonly HeldRow[], caller: Caller): Promise<HeldChange[]> {
  const refs = (of: (row: HeldRow) => boolean) => rows.flatMap((row) => (row.ref !== null && of(row) ? [row.ref] : []))
  const names = await db
    .transaction()
    .execute((trx) =>
      listLevelNames(trx, { circles: refs(({ level }) => level === 'circle'), structures: refs(({ level }) => level !== 'circle') }),
    )
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    lastAt: row.last_at.toISOString(),
    kind: row.kind as HeldKind,
    inputs: row.inputs,
    source: row.source,
    by: row.by,
    reason: row.reason,
    state: row.state,
    level: row.level,
    ref: row.ref,
    endings: row.endings,
    ofMemberships: row.of_memberships,
    about: row.ref === null ? null : (names.get(`${row.level === 'circle' ? 'circle' : 'structure'} ${row.ref}`) ?? null),
    mine: row.person !== null && row.person === caller.personId,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decisionReason: row.decision_reason,
    version: row.version,
  }))
}

import type { Caller, HeldChange, HeldDetail, HeldKind, HeldState } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { type HeldRow, countHeldWaiting, findHeld, listHeld, listHeldInputs } from '../../db/brake/held-changes.ts'
import { type Names, listChangeWords, listNames } from '../../db/brake/difference-words.ts'
import { fromCursor, toCursor } from '../../db/cursor.ts'
import type { World } from '../world.ts'
import { HeldInput, type Subject, subjectOf } from './held-input.ts'
import { type Changing, differenceOf } from './difference-now.ts'

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

/** The same, with who would lose and gain what, were it applied now. Of what is decided nothing would happen any more. Throws HELD_UNKNOWN. */
export async function readHeldDetail(world: World, id: string, { cursor, limit }: Paging, caller: Caller): Promise<HeldDetail> {
  const told = await readHeldChange(world, id, caller)
  const from = Number(fromCursor(cursor)?.[0] ?? 0)
  return world.db.transaction().execute(async (trx) => {
    const changing: Changing[] = []
    let impossible: string | null = null
    if (told.state === 'waiting')
      for (const { input, source } of await listHeldInputs(trx, id)) {
        const found = await differenceOf(trx, HeldInput.parse(input), source, world.now()).catch((error: unknown) => {
          if (!(error instanceof Fault)) throw error
          impossible = error.code
          return []
        })
        changing.push(...found)
      }
    const all = await listChangeWords(trx, changing)
    const next = all.length > from + limit ? toCursor(String(from + limit), '') : null
    const losses = all.filter(({ change }) => change === 'lost').length
    return { ...told, difference: { items: all.slice(from, from + limit), next, losses, gains: all.length - losses }, impossible }
  })
}

async function inWords(db: World['db'], rows: readonly HeldRow[], caller: Caller): Promise<HeldChange[]> {
  const told = rows.map((row) => ({ row, subject: subjectOf(HeldInput.parse(row.first)) }))
  const refs = (of: (level: string) => boolean) => rows.flatMap(({ ref, level }) => (ref !== null && of(level) ? [ref] : []))
  const names = await db.transaction().execute((trx) =>
    listNames(trx, {
      people: told.flatMap(({ subject }) => subject.person ?? []),
      circles: [...refs((level) => level === 'circle'), ...told.flatMap(({ subject }) => subject.circle ?? [])],
      structures: [...refs((level) => level !== 'circle'), ...told.flatMap(({ subject }) => subject.structure ?? [])],
    }),
  )
  return told.map(({ row, subject }) => inOneWord(row, subject, names, caller))
}

const inOneWord = (row: HeldRow, subject: Subject, names: Names, caller: Caller): HeldChange => ({
  id: row.id,
  at: row.at.toISOString(),
  lastAt: row.last_at.toISOString(),
  kind: row.kind as HeldKind,
  inputs: row.inputs,
  acts: row.acts.map(({ kind, inputs }) => ({ kind: kind as HeldKind, inputs })),
  source: row.source,
  by: row.by,
  reason: row.reason,
  state: row.state,
  level: row.level,
  ref: row.ref,
  endings: row.endings,
  ofMemberships: row.of_memberships,
  about: (row.level === 'circle' ? names.patient : names.structure)(row.ref ?? undefined),
  subject: { person: names.person(subject.person), patient: names.patient(subject.circle), structure: names.structure(subject.structure) },
  mine: row.person !== null && row.person === caller.personId,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at?.toISOString() ?? null,
  decisionReason: row.decision_reason,
  version: row.version,
})

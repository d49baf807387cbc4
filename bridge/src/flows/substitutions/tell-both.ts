import type { Transaction } from 'kysely'
import { type Turn, substitutionWords } from '../../core/substitutions/substitution-words.ts'
import { type NewEvent, recordEvents } from '../../db/events.ts'
import type { Schema } from '../../db/schema.ts'
import type { SubstitutionRow } from '../../db/substitutions/records.ts'
import { tellPersonIn } from '../tell-person.ts'
import type { Asked } from '../world.ts'

/** What happened to a substitution is recorded, with what else is to be, and told to the two whom it concerns. The last act of a transaction. */
export async function recordAndTell(
  trx: Transaction<Schema>,
  turn: Turn,
  { before, after }: { before?: SubstitutionRow | undefined; after: SubstitutionRow },
  { asked, reason, now, zone }: { asked: Pick<Asked, 'source' | 'by'>; reason: string | null; now: Date; zone: string },
  more: readonly NewEvent[] = [],
): Promise<void> {
  const { id, structure, replacement, version } = after
  const words = substitutionWords({ ...after, turn, end: after.plannedEnd, by: asked.by, zone })
  const batch = await recordEvents(trx, asked, now, [
    { type: `substitution.${turn}`, person: replacement.id, structure, reason, before: before && plain(before), after: plain(after) },
    ...more,
  ])
  // The canary's people are told nothing: it would open rooms for them.
  if (batch === null) return
  for (const who of ['replacement', 'replaced'] as const)
    await tellPersonIn(
      trx,
      after[who].id,
      { key: `substitution:${id}:${turn}:${version}`, type: `substitution.${turn}`, body: words[who], about: { substitution: id } },
      now,
    )
}
const plain = ({ id, replaced, replacement, start, plannedEnd, cancelled, withStructure, version }: SubstitutionRow) => ({
  id,
  replaced: replaced.id,
  replacement: replacement.id,
  start,
  end: plannedEnd,
  cancelled,
  withStructure,
  version,
})

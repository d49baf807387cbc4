import { stoppedWords } from '../../core/held-words.ts'
import {
  type NewInput,
  findWaitingSeries,
  findWaitingWith,
  growHeld,
  insertHeld,
  insertHeldInput,
  listAdministrators,
  lockWaitingOf,
  setSentAgain,
} from '../../db/brake/held-changes.ts'
import { recordEvents } from '../../db/events.ts'
import { tellPersonIn } from '../tell-person.ts'
import type { Asked, Asker, World } from '../world.ts'
import { type HeldInput, digestOfInput, reasonOf, subjectOf } from './held-input.ts'
import type { Verdict } from './judge-endings.ts'

/** A series is approved in one transaction: what comes after so many is another one. */
const SERIES_AT_MOST = 200

/**
 * Stores what was stopped; gives its number. The same input, sent again while it waits, is the same held change; small ones that are
 * only too much together are one series, decided together.
 */
export async function holdChange(
  { db, now }: World,
  input: HeldInput,
  asked: Asked & { readonly author: Asker },
  verdict: Verdict,
): Promise<string> {
  const { author, source, by, priority } = asked
  const digest = digestOfInput(author.key, source, input)
  return db.transaction().execute(async (trx) => {
    await lockWaitingOf(trx, author.key)
    const known = await findWaitingWith(trx, digest)
    if (known !== undefined) {
      await setSentAgain(trx, known, now())
      return known
    }
    const given: NewInput = { digest, source, by, priority, input }
    const { level, ref, endings, ofMemberships, alone, own } = verdict
    const series = alone ? undefined : await findWaitingSeries(trx, { author: author.key, level, ref }, SERIES_AT_MOST)
    if (series !== undefined) {
      await insertHeldInput(trx, series.id, series.inputs, given)
      await growHeld(trx, series.id, now(), own, ofMemberships)
      return series.id
    }
    const told = { at: now(), kind: input.kind, source, by, level, ref, endings, ofMemberships, reason: reasonOf(input) }
    const id = await insertHeld(trx, { ...told, author: author.key, person: author.person, series: !alone })
    await insertHeldInput(trx, id, 0, given)
    const after = { held: id, kind: input.kind, level, endings, ofMemberships }
    await recordEvents(trx, asked, now(), [{ type: 'held.stopped', ...subjectOf(input), reason: reasonOf(input), after }])
    for (const person of await listAdministrators(trx))
      await tellPersonIn(
        trx,
        person,
        { key: `held:${id}`, body: stoppedWords(id, by, endings), type: 'held.stopped', about: { held: id } },
        now(),
      )
    return id
  })
}

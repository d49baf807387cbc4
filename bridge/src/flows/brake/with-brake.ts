import type { Transaction } from 'kysely'
import type { Endings } from '../../contract.ts'
import { newTally } from '../../core/brake.ts'
import { Fault } from '../../core/faults.ts'
import type { Schema } from '../../db/schema.ts'
import type { Asked, World } from '../world.ts'
import type { HeldInput } from './held-input.ts'
import { holdChange } from './hold-change.ts'
import { type Verdict, judgeEndings } from './judge-endings.ts'

class Stopped extends Error {
  readonly verdict: Verdict
  constructor(verdict: Verdict) {
    super('the brake')
    this.verdict = verdict
  }
}
class TrialIsOver extends Error {
  readonly answer: unknown
  readonly verdict: Verdict | undefined
  constructor(answer: unknown, verdict: Verdict | undefined) {
    super('trial')
    this.answer = answer
    this.verdict = verdict
  }
}

const TRIES = 4
/** Of two transactions that wait for each other PostgreSQL ends one: that one is done anew, nothing of it having happened. */
async function unlocked<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++)
    try {
      return await act()
    } catch (error) {
      if ((error as { code?: unknown }).code !== DEADLOCK || tries === TRIES) throw error
    }
}
const DEADLOCK = '40P01'

/**
 * One change of the registry in one transaction: the way of every flow that may end accesses. What it ends is counted while it is
 * made (`asked.tally`) and judged before the commit; what is too much is rolled back, stored, and refused.
 * Throws HELD_FOR_APPROVAL, and BRAKE_UNAVAILABLE when nobody can count or store: what is not counted does not happen.
 */
export async function withBrake<Answer>(
  world: World,
  input: HeldInput,
  asked: Asked,
  act: (trx: Transaction<Schema>, asked: Asked) => Promise<Answer>,
): Promise<Answer> {
  const { author } = asked
  if (author === undefined) return unlocked(() => world.db.transaction().execute((trx) => act(trx, asked)))
  try {
    return await unlocked(() =>
      world.db.transaction().execute(async (trx) => {
        const tally = newTally()
        const answer = await act(trx, { ...asked, tally })
        const verdict = await orNothing(world, () => judgeEndings(trx, world, author.key, input.kind, tally))
        if (verdict !== undefined) throw new Stopped(verdict)
        return answer
      }),
    )
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    const id = await orNothing(world, () => holdChange(world, input, { ...asked, author }, error.verdict))
    throw new Fault('HELD_FOR_APPROVAL', `held-changes/${id}`, [{ path: '', message: `(n° ${id})` }])
  }
}

/** The same, of which nothing stays: what it would answer, and whether the brake would stop it. */
export async function tryWithBrake<Answer>(
  world: World,
  kind: HeldInput['kind'],
  asked: Asked,
  act: (trx: Transaction<Schema>, asked: Asked) => Promise<Answer>,
): Promise<{ answer: Answer; held: Endings | null }> {
  const { author } = asked
  const over = await world.db
    .transaction()
    .execute(async (trx) => {
      const tally = newTally()
      const answer = await act(trx, { ...asked, tally })
      throw new TrialIsOver(answer, author && (await judgeEndings(trx, world, author.key, kind, tally)))
    })
    .catch((error: unknown) => {
      if (error instanceof TrialIsOver) return error
      throw error
    })
  const { answer, verdict } = over
  if (verdict === undefined) return { answer: answer as Answer, held: null }
  const { alone: _alone, own: _own, ...held } = verdict
  return { answer: answer as Answer, held }
}

async function orNothing<Value>({ log }: World, count: () => Promise<Value>): Promise<Value> {
  try {
    return await count()
  } catch (error) {
    log.error({ name: (error as Error).name, code: (error as { code?: string }).code }, 'the brake could not count')
    throw new Fault('BRAKE_UNAVAILABLE')
  }
}

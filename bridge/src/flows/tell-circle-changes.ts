import type { Transaction } from 'kysely'
import { circleNews } from '../core/circle-change.ts'
import { CIRCLE_CHANGES, lockUntold, setTold, startTelling } from '../db/circle-changes.ts'
import type { NewEvent } from '../db/events.ts'
import { BACKGROUND, addJob } from '../db/jobs.ts'
import type { Schema } from '../db/schema.ts'
import { tellPersonIn } from './tell-person.ts'
import type { World } from './world.ts'

/** An import that changes many circles of one person is still under way: what it does is told at its end, together. */
const TOGETHER_MS = 3_000

export const isCircleChange = ({ type }: NewEvent): boolean => CIRCLE_CHANGES.includes(type)

/** Who came into a circle or went is told so themself. In the transaction that records it; `firstEvent`: of its batch. */
export async function queueCircleChanges(
  trx: Transaction<Schema>,
  changes: readonly NewEvent[],
  firstEvent: string,
  now: Date,
): Promise<void> {
  const people = [...new Set(changes.flatMap(({ person }) => person ?? []))]
  if (people.length === 0) return
  await startTelling(trx, people, firstEvent)
  const runAt = new Date(now.getTime() + TOGETHER_MS)
  for (const person of people)
    await addJob(trx, 'tell-circle-changes', { person }, { key: `circle-changes:${person}`, priority: BACKGROUND, runAt })
}

/** From the recorded events, once each, in their order. Told, and noted as told, at once. */
export async function tellCircleChanges({ db, now }: Pick<World, 'db' | 'now'>, person: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const changes = await lockUntold(trx, person)
    const last = changes.at(-1)
    if (last === undefined) return
    for (const { type, body, circles } of circleNews(changes))
      await tellPersonIn(
        trx,
        person,
        { key: `${type}:${last.event}`, type, body, about: { circles: circles.slice(0, 200) } },
        now(),
        BACKGROUND,
      )
    await setTold(trx, person, last.event)
  })
}

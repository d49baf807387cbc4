import { expect, inject, test } from 'vitest'
import { type GraphEvent, judgeRefusals } from '../../synapse-config/audit/room-graph.ts'
import { race } from '../../synapse-config/race/run.ts'
import { graphEvent } from './support/graph.ts'

/** Five hundred times, on an installation of their own: `npm run race`. */
test('two people delete and write at the same moment, in several journals: what was let through had the right, what was refused had not', async () => {
  const { rounds, accepted, refused, wrong, wronglyRefused, odd } = await race(inject('stack'), { rooms: 5, rounds: 90 })
  expect({ wrong, wronglyRefused, odd }).toEqual({ wrong: [], wronglyRefused: [], odd: [] })
  // Deletions beside a reaction or beside themselves always have the right: a third of the rounds, and one of these deletes twice.
  expect(accepted).toBeGreaterThanOrEqual(rounds / 3)
  expect(refused).toBeGreaterThan(0)
}, 180_000)

test('the audit sees a refusal that should not have been', () => {
  const refusedAt = (answeredAt: number, following: Partial<GraphEvent>) =>
    judgeRefusals(
      new Map([graphEvent('$1', 1), graphEvent('$2', 2), graphEvent('$3', 3, following)]),
      [{ target: '$2', answeredAt }],
      '@sphere:x',
    ).length
  expect(refusedAt(5, {})).toBe(0)
  expect(refusedAt(5, { type: 'm.reaction' })).toBe(1)
  expect(refusedAt(5, { sender: '@sphere:x' })).toBe(1)
  expect(refusedAt(2, {})).toBe(1)
  expect(refusedAt(5, { depth: 2, position: 1 })).toBe(1)
})

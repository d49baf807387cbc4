import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { fuzz } from '../../synapse-config/fuzz/run.ts'

const stack = inject('stack')
/** The process of the gateway, as its supervisor wrote it down. */
const gatewayPid = (): number => {
  const note = join(stack.synapseConfig, '..', '..', 'run', 'gateway.pid')
  return (JSON.parse(readFileSync(note, 'utf8')) as { pid: number }).pid
}

/** A hundred thousand, on an installation of their own: `npm run fuzz`. The same seed makes the same requests. */
test('1,500 damaged requests of seven kinds of people: nothing is told to who may not know it, no error is ours, the gateway lives', async () => {
  const before = gatewayPid()
  const { failures, statuses, memory, stillIn } = await fuzz({
    count: 1_500,
    seed: Number(process.env['SEED'] ?? 20_261_124),
    stack,
    gatewayPid: before,
  })
  expect(failures.slice(0, 5)).toEqual([])
  expect(gatewayPid()).toBe(before)
  expect(stillIn).toBe('2 of 2')
  expect(memory.most).toBeLessThan(600)
  // They are no noise alone: many are valid enough to be answered, and many are refused for who asks.
  for (const status of ['200', '403', '404']) expect(statuses[status] ?? 0, status).toBeGreaterThan(30)
}, 240_000)

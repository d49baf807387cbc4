import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { killAndRestart } from './support/own-stack.ts'
import { eventually } from './support/rooms.ts'

import { own, hook, deliveries, receiver, feed, change, aCircle, idsOf, bodies, patience } from './support/webhook-stage.ts'

// Killed again and again on a busy machine, nothing is to be given up.
patience.hours = '24'

test('who tells is killed again and again: every event arrives, in the order of its circle, under one number', async () => {
  const circles = await Promise.all(Array.from({ length: 5 }, aCircle))
  const there = await receiver((_, nth) => ({ status: nth % 7 === 3 ? 500 : 200, afterMs: nth % 5 === 0 ? 60 : 1 }))
  const made = await hook(there.url)
  const { work, api } = own.stack.processes
  let over = false
  const kills = (async () => {
    while (!over) {
      await pause(100 + Math.random() * 900)
      await killAndRestart(work)
    }
  })()
  await Promise.all(circles.map((circle) => change(circle, 20)))
  over = true
  await kills
  await killAndRestart(api)

  const after = BigInt(made.cursor)
  await eventually(async () => {
    expect(await deliveries(made.id, 'waiting')).toEqual([])
    const all = (await everything()).filter(({ id }) => BigInt(id) > after)
    expect(all.length).toBeGreaterThanOrEqual(100)
    expect(new Set(idsOf(bodies(there)))).toEqual(new Set(idsOf(all)))
  }, 90_000)
  for (const circle of circles) {
    const mine = (await feed(`circleId=${circle}`)).filter(({ id }) => BigInt(id) > after)
    const took = [...new Set(idsOf(bodies(there).filter(({ circleId }) => circleId === circle)))]
    expect(took).toEqual(idsOf(mine))
  }
}, 240_000)

/** From the database: the feed shows pages. */
async function everything(): Promise<{ id: string }[]> {
  const database = new Client(own.stack.databaseUrl)
  await database.connect()
  try {
    return (await database.query('select id from event order by id')).rows as { id: string }[]
  } finally {
    await database.end()
  }
}

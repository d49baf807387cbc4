import { readFileSync } from 'node:fs'
import { expect, inject, test } from 'vitest'
import { databaseNamedIn } from '../audit/database-named-in.ts'
import { readRoomGraph } from '../audit/read-room-graph.ts'

test('the audit of a room finds the homeserver’s database by itself, and says when the room is not there', async () => {
  const { synapseConfig } = inject('stack')
  const { events, creator } = await readRoomGraph(databaseNamedIn(readFileSync(synapseConfig, 'utf8')), '!aucun:localhost')
  expect([events.size, creator]).toEqual([0, undefined])
})

import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Folder } from '../src/contract.ts'
import { type OwnStack, killAndRestart, ownStack } from './support/own-stack.ts'
import { type Stage, eventually, some } from './support/rooms.ts'

let own: OwnStack
let stage: Stage
beforeAll(async () => {
  own = await ownStack('folders')
  stage = own.stage
}, 180_000)
afterAll(() => own.end())

test(
  'the work is killed while folders are made: each has one room, in its place, with its people, and none is left behind',
  { timeout: 240_000 },
  async () => {
    const dac = await stage.newStructure({ name: some('DAC'), kind: 'DAC', dac: true })
    const manager = await stage.newPerson({}, { withPassword: false })
    await stage.employ(manager, dac.id, 'manager')
    const rooms = await stage.settledDac(dac.id)
    const names = Array.from({ length: 8 }, (_, number) => `Classeur ${number}`)
    for (const [number, name] of names.entries()) {
      await eventually(
        async () => expect((await stage.registry('POST', `/structures/${dac.id}/folders`, { name })).status).toBe(201),
        60_000,
      )
      if (number % 3 === 1) {
        // Somewhere between the row of the room and its identifier.
        await pause(40 * number)
        await killAndRestart(own.stack.processes['work'] ?? own.stack.processes['api'])
      }
    }
    await eventually(() => stage.settledDac(dac.id), 120_000)
    const folders = (await stage.told<{ items: Folder[] }>('GET', `/structures/${dac.id}/folders`)).items
    expect(folders.map(({ name }) => name)).toEqual([...names, 'Documents généraux'])
    for (const { roomId } of folders) expect(await stage.joinedIn(String(roomId))).toEqual([manager.userId])
    const children = (await stage.readState(rooms['documents-space'])).filter(({ type }) => type === 'm.space.child')
    expect(new Set(children.map(({ state_key: room }) => room))).toEqual(new Set(folders.map(({ roomId }) => roomId)))
    expect(children).toHaveLength(folders.length)
    // What a killed try left is found and left by the next comparison of everything, which runs as the work starts.
    const known = new Set([...folders.map(({ roomId }) => roomId), ...Object.values(rooms)])
    await eventually(async () => {
      const { body } = await stage.bridge('GET', '/_matrix/client/v3/joined_rooms')
      expect((body['joined_rooms'] as string[]).filter((room) => !known.has(room))).toEqual([])
    }, 60_000)
  },
)

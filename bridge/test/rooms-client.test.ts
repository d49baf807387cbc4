import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import { synapsePython } from '../../synapse-config/stack/install-synapse.ts'
import { localDir } from '../../synapse-config/stack/paths.ts'
import { run } from '../../synapse-config/stack/run.ts'
import { type Someone, eventually, sharedStage, some } from './support/rooms.ts'

const NIO = 'matrix-nio==0.26.0'
const venv = join(localDir, 'test-venv')
const python = join(venv, 'bin', 'python')
const stage = sharedStage()

/** Installed once per clone, from PyPI; then nothing is fetched any more. */
beforeAll(async () => {
  const marker = join(venv, `installed-${NIO}`)
  if (existsSync(marker)) return
  rmSync(venv, { recursive: true, force: true })
  mkdirSync(localDir, { recursive: true })
  const must = async (command: string, args: string[]) => {
    const { code, output } = await run(command, args)
    expect(code, output).toBe(0)
  }
  await must(synapsePython, ['-m', 'venv', '--without-pip', venv])
  // Synapse's environment has no pip of its own where the system's Python lacks ensurepip.
  const { code } = await run(synapsePython, ['-m', 'pip', '--version'])
  await must(code === 0 ? synapsePython : 'python3', [
    '-m',
    'pip',
    '--python',
    python,
    'install',
    '--only-binary',
    ':all:',
    '--no-input',
    NIO,
  ])
  writeFileSync(marker, '')
}, 300_000)

interface Seen {
  userId: string
  rooms: { id: string; name: string; encrypted: boolean; members: string[]; timeline: string[] }[]
  invited: string[]
  refused: boolean | null
  /** The address of the file that they shared; the bytes of the one that they fetched, null when it was refused. */
  shared: string | null
  fetched: string | null
  deletion: { refused: string; shown: string } | null
}
interface Acts {
  say?: { room: string; text: string }
  chat?: { with: string; text: string }
  tries?: string
  share?: { room: string; picture: string }
  fetch?: string
  deletes?: string
}
/** What a person sees in a client that was not written here. */
function seenBy({ userId, password }: Someone, acts: Acts = {}): Promise<Seen> {
  const child = spawn(python, [join(import.meta.dirname, 'support', 'nio_client.py')], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify({ homeserver: inject('stack').baseUrl, user: userId, password, ...acts }))
  return new Promise((resolve, reject) => {
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve(JSON.parse(out) as Seen) : reject(new Error(`nio ended with ${code}`))))
  })
}

test('two people with a client not written here see exactly the rooms that the registry gives each of them, and talk', async () => {
  const dac = await stage.newStructure({ name: some('DAC'), kind: 'DAC', dac: true })
  const [nadia, paul] = [await stage.newPerson({ givenName: 'Nadia' }), await stage.newPerson({ givenName: 'Paul' })]
  const [hers, shared, his] = [await stage.newCircle(dac.id), await stage.newCircle(dac.id), await stage.newCircle(dac.id)]
  for (const circle of [hers, shared]) await stage.addMember(circle.id, nadia.id)
  for (const circle of [shared, his]) await stage.addMember(circle.id, paul.id)
  await stage.employ(paul, dac.id)
  const journal = Object.fromEntries(
    await Promise.all(
      [hers, shared, his].map(
        async ({ id, patient }) => [id, { id: (await stage.settled(id)).roomId, name: patient.displayName }] as const,
      ),
    ),
  )
  const rooms = await stage.settledDac(dac.id)

  const words = some('bonjour de nio')
  const seenByNadia = await seenBy(nadia, {
    say: { room: String(journal[shared.id]?.id), text: words },
    tries: String(journal[his.id]?.id),
  })
  const journals = 'Journaux des usagers'
  const seenByPaul = await eventually(async () => {
    const seen = await seenBy(paul)
    expect(seen.rooms.map(({ name }) => name)).toContain(journals)
    return seen
  })
  const shown = ({ rooms: list }: Seen) =>
    list
      // Made when there is something to tell them: that they joined.
      .filter(({ name }) => name !== 'Notifications')
      .map(({ id, name }) => ({ id, name }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const sorted = (given: unknown[]) => (given as { id: string }[]).toSorted((a, b) => (a.id < b.id ? -1 : 1))

  expect(seenByNadia).toMatchObject({ userId: nadia.userId, invited: [], refused: true })
  expect(shown(seenByNadia)).toEqual(sorted([journal[hers.id], journal[shared.id]]))
  expect(shown(seenByPaul)).toEqual(
    sorted([
      journal[shared.id],
      journal[his.id],
      { id: rooms.space, name: dac.name },
      { id: rooms.liaison, name: `Cahier de liaison — ${dac.name}` },
      { id: rooms['documents-space'], name: 'Documents' },
      { id: rooms.documents, name: 'Documents généraux' },
      // Theirs alone, found by its name: the registry shows it to nobody else.
      { id: seenByPaul.rooms.find(({ name }) => name === journals)?.id, name: journals },
    ]),
  )
  for (const { encrypted } of [...seenByNadia.rooms, ...seenByPaul.rooms]) expect(encrypted).toBe(false)

  const bot = `@sphere:${stage.serverName}`
  const sharedRoom = seenByPaul.rooms.find(({ id }) => id === journal[shared.id]?.id)
  expect(sharedRoom?.members).toEqual([bot, nadia.userId, paul.userId].toSorted())
  expect(sharedRoom?.timeline.at(-1)).toBe(words)
  expect(sharedRoom?.timeline.some((line) => line.includes(`${nadia.fullName} (Infirmière libérale) a rejoint`))).toBe(true)
})

test('a person who leaves a circle no longer sees it in their client', async () => {
  const person = await stage.newPerson()
  const [kept, left] = [await stage.newCircle((await stage.newStructure()).id), await stage.newCircle((await stage.newStructure()).id)]
  for (const circle of [kept, left]) await stage.addMember(circle.id, person.id)
  await Promise.all([stage.settled(kept.id), stage.settled(left.id)])
  // Notifications tells them of both, sooner or later.
  const journals = async () => (await seenBy(person)).rooms.map(({ name }) => name).filter((name) => name !== 'Notifications')
  expect((await journals()).toSorted()).toEqual([kept.patient.displayName, left.patient.displayName].toSorted())
  await stage.endMember(left.id, person.id)
  await stage.settled(left.id)
  expect(await journals()).toEqual([kept.patient.displayName])
})

test('two people who never met start a conversation with a client not written here, each by themselves, and talk in one room', async () => {
  const [nadia, paul] = [await stage.newPerson({ givenName: 'Nadia' }), await stage.newPerson({ givenName: 'Paul' })]
  const [hers, his] = [some('bonjour de nio'), some('bonjour à vous')]
  const [room] = (await seenBy(nadia, { chat: { with: paul.userId, text: hers } })).rooms
  const seen = await seenBy(paul, { chat: { with: nadia.userId, text: his } })
  expect(seen.invited).toEqual([])
  expect(seen.rooms.map(({ id, encrypted, members }) => ({ id, encrypted, members }))).toEqual([
    { id: room?.id, encrypted: false, members: [nadia.userId, paul.userId].toSorted() },
  ])
  // Nobody but the two is in it, and it is called after the other.
  expect(seen.rooms[0]?.name).toContain(nadia.fullName)
  expect(seen.rooms[0]?.timeline).toEqual([hers, his])
})

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4//8/AwAI/AL+p5qgoAAAAABJRU5ErkJggg=='
test('with a client not written here, a picture is shared and fetched, and the last message is deleted', async () => {
  const circle = await stage.newCircle((await stage.newStructure()).id)
  const [nadia, paul] = await Promise.all([stage.newPerson(), stage.newPerson()])
  for (const { id } of [nadia, paul]) await stage.addMember(circle.id, id)
  const { roomId: room } = await stage.settled(circle.id)

  const { shared, deletion } = await seenBy(nadia, { share: { room, picture: PNG }, deletes: room })
  expect(shared).toMatch(/^mxc:\/\//)
  expect(deletion).toEqual({ refused: 'M_FORBIDDEN', shown: 'deleted' })
  const byPaul = await seenBy(paul, { fetch: String(shared) })
  expect(byPaul.fetched).toBe(PNG)
  const lines = byPaul.rooms.find(({ id }) => id === room)?.timeline ?? []
  expect(lines).toContain('plaie.png')
  expect(lines).toContain('un')
  expect(lines).not.toContain('deux')
})

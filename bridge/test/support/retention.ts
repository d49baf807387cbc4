import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Decrypter } from 'age-encryption'
import { unzipSync } from 'fflate'
import { expect } from 'vitest'
import type { Retention, RetentionPreview } from '../../src/contract.ts'
import { exportsOf } from './exports.ts'
import type { OwnStack } from './own-stack.ts'
import { foundIn, logsIn, textsIn } from './what-is-kept.ts'
import { type Administrator, atTheConsole } from './held.ts'
import { type Doors, type Stage, eventually, roomPath } from './rooms.ts'

/** Words that nothing else holds: plain letters, so that a search finds them in any encoding. */
export const SAID = 'zqxditdanslejournal'
export const ATTACHED = 'zqxditdanslefichier'
export const CALLED = 'zqxnomdufichier'

/** Administrators at the console who seal journals and have them purged, and the people who write there. */
export function retentionOf(stage: Stage, doors: Pick<Doors, 'baseUrl'>) {
  const verbs = exportsOf(stage, doors.baseUrl)
  const read = async ({ call }: Administrator, id: string): Promise<Retention> => {
    const { status, body } = await call('GET', `/retentions/${id}`)
    expect(status, JSON.stringify(body)).toBe(200)
    return body as unknown as Retention
  }
  const asks = ({ call }: Administrator, circle: string, ground = 'patient-request', reason = 'Demande du patient') =>
    call('POST', `/circles/${circle}/retention`, { ground, reason })
  /** A journal in which something was said, deleted, sent and answered. */
  async function fullJournal(word: string) {
    const { circle, room, nadia, paul } = await verbs.journal()
    for (let number = 1; number <= 20; number++) await verbs.says(nadia, room, `${SAID} ${word} ${number}.`)
    const address = await nadia.holder.upload(Buffer.from(`${ATTACHED} ${word}`), 'text/plain', `${CALLED}.txt`)
    await nadia.holder.attach(room, address, { body: `${CALLED} ${word}.txt` })
    const last = await verbs.says(paul, room, `${SAID} ${word} de trop`)
    expect((await paul.matrix('PUT', roomPath(room, 'redact', last, `t${word}`), {})).status).toBe(200)
    await paul.matrix('POST', roomPath(room, 'receipt', 'm.read', last), {})
    await verbs.exported(nadia, circle.id)
    return { circle, room, nadia, paul, address }
  }
  return {
    ...verbs,
    fullJournal,
    asks,
    read,
    two: async () => [await atTheConsole(stage, doors), await atTheConsole(stage, doors)] as const,
    async sealed(admin: Administrator, circle: string, ground?: string): Promise<Retention> {
      const { status, body } = await asks(admin, circle, ground)
      expect(status, JSON.stringify(body)).toBe(201)
      return body as unknown as Retention
    },
    async preview({ call }: Administrator, circle: string): Promise<RetentionPreview> {
      return (await call('GET', `/circles/${circle}/retention`)).body as unknown as RetentionPreview
    },
    becomes: (admin: Administrator, id: string, state: Retention['state'], timeout = 90_000): Promise<Retention> =>
      eventually(async () => {
        const now = await read(admin, id)
        expect(now.state, JSON.stringify(now)).toBe(state)
        return now
      }, timeout),
    approves: ({ call }: Administrator, id: string, reason = 'Archive vérifiée') => call('POST', `/retentions/${id}/approval`, { reason }),
    lifts: ({ call }: Administrator, id: string, reason = 'Demande retirée') => call('POST', `/retentions/${id}/lifting`, { reason }),
  }
}

/** What an archive holds, by the half of the key that no server has. */
export async function openArchive(path: string, identity: string): Promise<Map<string, Buffer>> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const zip = unzipSync(await decrypter.decrypt(readFileSync(path)))
  return new Map(Object.entries(zip).map(([name, bytes]) => [name, Buffer.from(bytes)]))
}

/** Files below a directory in whose name or bytes this is. */
export const filesWith = (dir: string, what: Buffer | string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(what))

/** Where anything of it is still kept: databases, logs, the store of files. */
export async function whereIs(own: OwnStack, word: string): Promise<string[]> {
  const words = { said: [`${SAID} ${word}`], attached: [`${ATTACHED} ${word}`], called: [`${CALLED} ${word}`] }
  const [ours, synapses] = await Promise.all([textsIn(own.stack.databaseUrl), textsIn(own.stack.synapseDatabaseUrl)])
  return [
    ...foundIn(ours, words),
    ...foundIn(synapses, words),
    ...foundIn(logsIn(own.dir), words),
    ...filesWith(join(own.dir, 'synapse'), `${ATTACHED} ${word}`),
  ]
}

/** Nothing is missing, and each part has the digest under which it is listed. */
export function expectInventoried(inside: ReadonlyMap<string, Buffer>): void {
  const inventory = JSON.parse(String(inside.get('inventaire.json'))) as { fichiers: { name: string; sha256: string }[]; absents: string[] }
  expect(inventory.absents).toEqual([])
  for (const { name, sha256 } of inventory.fichiers)
    expect(
      createHash('sha256')
        .update(inside.get(name) ?? '')
        .digest('hex'),
      name,
    ).toBe(sha256)
}

import { fileTypeFromBuffer } from 'file-type'
import { type Decision, type Facts, RULES, type RefusalCode, type Upload, decide } from 'policies'
import type { Question } from 'policies'
import { type Called, type FileWatch, watchFile } from '../core/file-types.ts'
import { localpartOf } from '../core/ids.ts'
import { mediaIdOf } from '../core/media.ts'
import { findFacts } from '../db/facts.ts'
import { deleteUpload, insertFile, insertUpload, setPicture } from '../db/media.ts'
import { findFileFacts } from '../db/media-facts.ts'
import { queuePicture } from './settle-picture.ts'
import type { VirusScanner } from './virus-scanner.ts'
import type { World } from './world.ts'

/** What the gateway asks about files, and what it writes down of them. */
export interface FileGuard {
  readonly limit: number
  readonly scanner: VirusScanner | undefined
  mayUpload(user: string, upload: Upload): Promise<RefusalCode | null>
  recognise(start: Uint8Array, called: Called): Promise<FileWatch>
  /** Before the homeserver has all of a file; gives the name of this upload. */
  begin(user: string): Promise<string>
  stored(upload: string, user: string, file: { mediaId: string; type: string; size: number }): Promise<void>
  /** The homeserver has no file of this upload. */
  giveUp(upload: string): Promise<void>
  /** The type of a file that this person may read now, or why not. */
  mayRead(user: string, server: string, mediaId: string): Promise<{ type: string } | RefusalCode>
  /** The picture of this person, from now on; said before the homeserver hears of it. */
  show(user: string, address: string): Promise<RefusalCode | null>
  /** The homeserver has the new picture, or none: what was shown when that was asked for is settled. */
  shown(user: string, askedAt: Date): Promise<void>
}

export interface UploadSettings {
  readonly limitMb: number
  readonly scanner: VirusScanner | undefined
}

/** No event of a room: it says, names and deletes nothing there. */
const NO_EVENT = { room: null, asTheKindSays: false, saying: 'off-the-list', namedAsInRegistry: false, deletion: null } as const
/** Should the gateway die between the two, this settles it. */
const SETTLE_LATER_MS = 150_000

export function fileGuard(world: Pick<World, 'db' | 'serverName' | 'now' | 'decisions'>, { limitMb, scanner }: UploadSettings): FileGuard {
  const { db, serverName, now, decisions } = world
  const local = (user: string) => localpartOf(user, serverName) ?? ''

  async function judge(question: Question, user: string, given: Pick<Facts, 'media' | 'upload'>): Promise<Decision> {
    const localpart = local(user)
    const { actor } = await findFacts(db, { roomId: null, marker: null, actor: localpart, subject: localpart, now: now() })
    const decision = decide(RULES, question, { ...NO_EVENT, actor, subject: actor, ...given })
    decisions.record({ question, decision, userId: user, roomId: null, room: null, via: 'gateway' })
    return decision
  }
  async function judgeFile(question: 'media.read' | 'media.avatar', user: string, mediaId: string | null) {
    const localpart = local(user)
    const media = await findFileFacts(db, [mediaId], { actor: localpart, subject: localpart, now: now() })
    const decision = await judge(question, user, { media })
    return { type: media[0]?.type ?? '', code: decision.allowed ? null : decision.code }
  }

  return {
    limit: limitMb * 1_048_576,
    scanner,
    async mayUpload(user, upload) {
      const decision = await judge('media.upload', user, { upload })
      return decision.allowed ? null : decision.code
    },
    async recognise(start, called) {
      const found = await fileTypeFromBuffer(start).catch(() => undefined)
      return watchFile(found?.mime, start, called)
    },
    begin: (user) => insertUpload(db, local(user), now()),
    async stored(upload, user, file) {
      const verdict = scanner === undefined ? 'unscanned' : 'clean'
      await insertFile(db, upload, { ...file, uploader: local(user), verdict }, now())
    },
    giveUp: (upload) => deleteUpload(db, upload),
    async mayRead(user, server, mediaId) {
      const { type, code } = await judgeFile('media.read', user, mediaIdOf(`mxc://${server}/${mediaId}`, serverName))
      return code ?? { type }
    },
    async show(user, address) {
      const id = mediaIdOf(address, serverName)
      const { code } = await judgeFile('media.avatar', user, id)
      if (code !== null || id === null) return code ?? 'ATTACHMENT_GONE'
      const at = now()
      const kept = await db.transaction().execute(async (trx) => {
        await queuePicture(trx, local(user), new Date(at.getTime() + SETTLE_LATER_MS))
        return setPicture(trx, id, local(user), at)
      })
      return kept ? null : 'ATTACHMENT_GONE'
    },
    shown: (user, askedAt) => queuePicture(db, local(user), now(), askedAt),
  }
}

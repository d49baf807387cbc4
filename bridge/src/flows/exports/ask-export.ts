import { createHash, randomBytes } from 'node:crypto'
import type { Export, ExportBody } from '../../contract.ts'
import { FAULTS, Fault, type FaultCode } from '../../core/faults.ts'
import { recordEvents } from '../../db/events.ts'
import { type ExportRow, countUnderWay, findExportByKey, insertExport, lockExportKey } from '../../db/exports.ts'
import type { Asked } from '../world.ts'
import { type Judging, refusalOfExport } from './judge-export.ts'
import { readExport } from './read-exports.ts'

/** Of one person, being made or waiting to be fetched: each is a copy of a journal, and work. */
const AT_ONCE = 3

/**
 * Takes the wish for a copy of a journal: refused unless its person reads the journal now; made by the queue. The same key again gives the
 * same export. Throws NOT_IN_THE_CIRCLE, EXPORTS_UNDER_WAY, EXPORT_KEY_REUSED.
 */
export async function askExport(world: Judging, person: string, body: ExportBody, { source, by }: Asked): Promise<Export> {
  const { db, now } = world
  const digest = createHash('sha256').update(JSON.stringify(body)).digest()
  const before = await findExportByKey(db, person, body.key)
  if (before !== undefined) return readExport(world, person, sameExport(before, digest))
  const refused = await refusalOfExport(world, person, body.circleId, { recorded: true })
  if (refused !== null) throw new Fault(refused in FAULTS ? (refused as FaultCode) : 'NOT_IN_THE_CIRCLE', 'circleId')

  const id = await db.transaction().execute(async (trx) => {
    const meanwhile = await lockExportKey(trx, person, body.key)
    if (meanwhile !== undefined) return sameExport(meanwhile, digest)
    const at = now()
    if ((await countUnderWay(trx, person, at)) >= AT_ONCE) throw new Fault('EXPORTS_UNDER_WAY')
    const made = randomBytes(18).toString('base64url')
    await insertExport(trx, { id: made, person, digest, body, now: at })
    const { circleId: circle, reason, from = null, to = null, language } = body
    await recordEvents(trx, { source, by }, at, [
      { type: 'export.asked', circle, person, reason, after: { export: made, from, to, language } },
    ])
    return made
  })
  return readExport(world, person, id)
}

function sameExport(before: ExportRow, digest: Buffer): string {
  if (!before.digest.equals(digest)) throw new Fault('EXPORT_KEY_REUSED', 'key')
  return before.id
}

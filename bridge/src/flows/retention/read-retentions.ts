import type { Caller, Retention, RetentionCircle, RetentionPreview, RetentionState } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import type { CircleId, PatientId, StructureId } from '../../core/ids.ts'
import { archiveFailureWords } from '../../core/retention-faults.ts'
import { type Page, fromCursor, pageOf } from '../../db/cursor.ts'
import { type CircleFacts, findCircleFacts, listDue, measureJournal } from '../../db/retention/due.ts'
import { type ToldRetention, findRetention, findRetentionOf, listRetentions } from '../../db/retention/retentions.ts'
import type { World } from '../world.ts'
import { type RetentionSettings, dueFrom } from './settings.ts'

interface Paging {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Circles whose journals may go because they are closed for long. */
export async function readDueCircles(
  { db, now }: World,
  { afterDays, archive }: RetentionSettings,
  paging: Paging,
): Promise<Page<RetentionCircle> & { afterDays: number | null; ready: boolean }> {
  const told = { afterDays: afterDays ?? null, ready: archive !== undefined }
  if (afterDays === undefined) return { items: [], next: null, ...told }
  const rows = await listDue(db, dueFrom(now(), -afterDays), { ...paging, limit: paging.limit + 1 })
  return { ...pageOf(rows, paging.limit, toCircle, (row) => [row.sort, row.id]), ...told }
}

export async function readRetentions(
  { db }: World,
  { state, cursor, limit }: Paging & { state?: RetentionState | undefined },
  caller: Caller,
): Promise<Page<Retention>> {
  const before = fromCursor(cursor)?.[0]
  const isNumber = before !== undefined && /^\d{1,18}$/.test(before)
  const rows = await listRetentions(db, { state, before: isNumber ? before : undefined, limit: limit + 1 })
  return pageOf(
    rows,
    limit,
    (row) => toRetention(row, caller),
    (row) => [row.id, ''],
  )
}

/** Throws RETENTION_UNKNOWN. */
export async function readRetention({ db }: World, id: string, caller: Caller): Promise<Retention> {
  const row = await findRetention(db, id)
  if (row === undefined) throw new Fault('RETENTION_UNKNOWN')
  return toRetention(row, caller)
}

/** What sealing and purging a journal would take away. Throws CIRCLE_UNKNOWN. */
export async function previewRetention(
  { db, now }: World,
  { afterDays, archive }: RetentionSettings,
  id: CircleId,
  caller: Caller,
): Promise<RetentionPreview> {
  const [facts, size, current] = await Promise.all([findCircleFacts(db, id), measureJournal(db, id, now()), findRetentionOf(db, id)])
  if (facts === undefined) throw new Fault('CIRCLE_UNKNOWN')
  const due = facts.closedAt === null || afterDays === undefined ? null : dueFrom(facts.closedAt, afterDays)
  return {
    circle: toCircle(facts),
    dueAt: iso(due),
    ready: archive !== undefined,
    ...size,
    firstAt: iso(size.firstAt),
    lastAt: iso(size.lastAt),
    current: current === undefined ? null : toRetention(current, caller),
  }
}

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null
const toCircle = ({ id, patient, patientName, structure, structureName, closedAt }: CircleFacts): RetentionCircle => ({
  id: id as CircleId,
  patient: { id: patient as PatientId, displayName: patientName },
  structure: { id: structure as StructureId, name: structureName },
  closedAt: iso(closedAt),
})

function toRetention(row: ToldRetention, caller: Caller): Retention {
  const { id, ground, reason, state, version, failure } = row
  const { patient, patient_name: patientName, structure, structure_name: structureName, closed_at: closedAt } = row
  return {
    id,
    circle: toCircle({ id: row.circle, patient, patientName, structure, structureName, closedAt }),
    ground,
    reason,
    state,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    mine: row.asked_person !== null && row.asked_person === caller.personId,
    progress: state === 'sealed' && row.total > 0 ? { done: row.done, total: row.total } : null,
    failure: failure === null ? null : archiveFailureWords(failure),
    archive: archiveOf(row),
    decidedBy: row.decided_by,
    decidedAt: iso(row.decided_at),
    decisionReason: row.decision_reason,
    purgedAt: iso(row.purged_at),
    version,
  }
}

function archiveOf({
  archive,
  archive_size: size,
  archive_sha256: sha256,
  archived_at: at,
  messages,
  files,
}: ToldRetention): Retention['archive'] {
  if (archive === null || sha256 === null || at === null) return null
  return {
    name: archive,
    size: Number(size),
    sha256: sha256.toString('hex'),
    at: at.toISOString(),
    messages: messages ?? 0,
    files: files ?? 0,
  }
}

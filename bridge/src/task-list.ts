import type { JobHelpers, Task, TaskList } from 'graphile-worker'
import { isRoomKind } from './core/rooms/index.ts'
import type { Jobs } from './db/jobs.ts'
import { runChainCheck } from './flows/audit/check-chain.ts'
import { sendAccessLinks } from './flows/account/send-access-links.ts'
import { compareEverything } from './flows/compare-everything.ts'
import { confirmAttachments } from './flows/confirm-attachments.ts'
import { deleteFile } from './flows/delete-file.ts'
import { endDeparted } from './flows/departures/end-departed.ts'
import { makeExport } from './flows/exports/make-export.ts'
import { followDeletion } from './flows/follow-deletion.ts'
import { makeArchive } from './flows/retention/make-archive.ts'
import { purgeJournal } from './flows/retention/purge-journal.ts'
import { noteRemovals } from './flows/folders/note-removals.ts'
import { runImport } from './flows/imports/run-import.ts'
import { healTimeline } from './flows/heal-timeline.ts'
import { deliverMail } from './flows/mails/deliver-mail.ts'
import { tellAboutMails } from './flows/mails/tell-about-mails.ts'
import { comparePushRules, mirrorPushRules } from './flows/mirror-push-rules.ts'
import { processInbox } from './flows/process-inbox.ts'
import { reconcilePerson } from './flows/reconcile-person.ts'
import { reconcileRoom } from './flows/reconcile-room.ts'
import { reconcileService } from './flows/put-service.ts'
import { readReceipts, repairReceipts } from './flows/repair-receipts.ts'
import { type CanaryWorld, runCanary } from './flows/run-canary.ts'
import { settleOnTime } from './flows/settle-membership.ts'
import { settlePicture } from './flows/settle-picture.ts'
import { endSubstitution } from './flows/substitutions/end-substitution.ts'
import { tellCircleChanges } from './flows/tell-circle-changes.ts'
import { tellRefusal } from './flows/tell-refusal.ts'
import { jobSeconds } from './metrics.ts'
import type { WorkSettings } from './tasks.ts'

type TaskOf<Name extends keyof Jobs> = (payload: Jobs[Name], helpers: JobHelpers) => Promise<void>

/** Deferred work → flow. */
export function taskList(
  world: CanaryWorld,
  {
    files,
    exports,
    archive,
    accessLinkMinutes,
    sealKey,
  }: Pick<WorkSettings, 'files' | 'exports' | 'archive' | 'accessLinkMinutes' | 'sealKey'>,
): TaskList {
  const list: { [Name in keyof Jobs]: TaskOf<Name> } = {
    'reconcile-room': ({ kind, ref }, { job }) =>
      isRoomKind(kind) ? reconcileRoom(world, { kind, ref }, job.priority) : Promise.resolve(),
    'reconcile-person': ({ person }, { job }) => reconcilePerson(world, person, job.priority),
    'reconcile-service': ({ service }) => reconcileService(world, service),
    settle: (where) => settleOnTime(world, where),
    'end-departed': (payload) => endDeparted(world, payload),
    'end-substitution': ({ substitution }) => endSubstitution(world, substitution),
    'process-inbox': () => processInbox(world),
    'confirm-attachments': ({ event }) => confirmAttachments(world, event, files.confirmSeconds),
    'follow-deletion': (payload) => followDeletion(world, payload),
    'note-removals': () => noteRemovals(world),
    'delete-file': ({ media }) => deleteFile(world, media),
    'settle-picture': ({ localpart, settled }) => settlePicture(world, localpart, settled),
    canary: ({ run: id }) => runCanary(world, id),
    'verify-events': ({ check }) => runChainCheck(world, check, sealKey),
    'tell-refusal': (refusal) => tellRefusal(world, refusal),
    'heal-timeline': ({ kind, ref }) => (isRoomKind(kind) ? healTimeline(world, { kind, ref }) : Promise.resolve()),
    'read-receipts': ({ person }) => readReceipts(world, person),
    'repair-receipts': ({ after }) => repairReceipts(world, after),
    'send-mail': ({ mail }) => deliverMail(world, mail),
    'tell-mails': () => tellAboutMails(world),
    'push-rules': ({ person }) => mirrorPushRules(world, person),
    'compare-push-rules': () => comparePushRules(world),
    'tell-circle-changes': ({ person }) => tellCircleChanges(world, person),
    'make-export': ({ export: id }) => makeExport(world, exports, id),
    'send-access-links': (payload) => sendAccessLinks(world, payload, { accessLinkMinutes, publicUrl: world.publicUrl }),
    'run-import': ({ import: id }) => runImport(world, id),
    'make-archive': ({ retention }) => makeArchive(world, archive, retention),
    'purge-journal': ({ retention }) => purgeJournal(world, archive, retention),
    'compare-everything': ({ after }) => compareEverything(world, after),
  }
  return Object.fromEntries(Object.entries(list).map(([name, task]) => [name, timed(name, task as Task)]))
}

const timed = (task: string, work: Task): Task =>
  async function (payload, helpers) {
    const stop = jobSeconds.startTimer({ task })
    try {
      await work(payload, helpers)
      stop({ outcome: 'done' })
    } catch (error) {
      stop({ outcome: 'failed' })
      throw error
    }
  }

import type { Rule } from '../rule.ts'
import { anyoneMayLeave } from './anyone-may-leave.ts'
import { documentsAreRemovedWithAReason } from './documents-are-removed-with-a-reason.ts'
import { filesAreCitedByTheirReaders } from './files-are-cited-by-their-readers.ts'
import { filesAreReadInTheirRoom } from './files-are-read-in-their-room.ts'
import { mailGoesToActiveProfessionals } from './mail-goes-to-active-professionals.ts'
import { mailReachesEverybody } from './mail-reaches-everybody.ts'
import { membersComeFromTheRegistry } from './members-come-from-the-registry.ts'
import { membersExportTheirJournal } from './members-export-their-journal.ts'
import { membersWriteWherePeopleWrite } from './members-write-where-people-write.ts'
import { namesFollowTheRegistry } from './names-follow-the-registry.ts'
import { noRoomIsPublic } from './no-room-is-public.ts'
import { notificationsTakeCommands } from './notifications-take-commands.ts'
import { onlyActivePeopleAct } from './only-active-people-act.ts'
import { onlyAnApprovedPurgeErases } from './only-an-approved-purge-erases.ts'
import { onlyMembersRead } from './only-members-read.ts'
import { onlySafeFilesAreStored } from './only-safe-files-are-stored.ts'
import { onlyTheBridgeMovesMembers } from './only-the-bridge-moves-members.ts'
import { onlyTheLastMessageIsDeletable } from './only-the-last-message-is-deletable.ts'
import { onlyTheRegistryMakesRooms } from './only-the-registry-makes-rooms.ts'
import { onlyWhatIsOnTheListIsSaid } from './only-what-is-on-the-list-is-said.ts'
import { picturesAreOnesOwn } from './pictures-are-ones-own.ts'
import { roomSettingsFollowTheRegistry } from './room-settings-follow-the-registry.ts'
import { servicesDoNothingElse } from './services-do-nothing-else.ts'
import { servicesPostNotices } from './services-post-notices.ts'

/** The order in which rules speak: the first refusal is the one that people read. */
export const RULES: readonly Rule[] = [
  onlyActivePeopleAct,
  servicesDoNothingElse,
  onlyMembersRead,
  membersExportTheirJournal,
  onlyTheRegistryMakesRooms,
  mailGoesToActiveProfessionals,
  noRoomIsPublic,
  onlyAnApprovedPurgeErases,
  membersComeFromTheRegistry,
  namesFollowTheRegistry,
  onlyTheBridgeMovesMembers,
  anyoneMayLeave,
  roomSettingsFollowTheRegistry,
  membersWriteWherePeopleWrite,
  servicesPostNotices,
  mailReachesEverybody,
  notificationsTakeCommands,
  onlyWhatIsOnTheListIsSaid,
  onlyTheLastMessageIsDeletable,
  documentsAreRemovedWithAReason,
  filesAreCitedByTheirReaders,
  filesAreReadInTheirRoom,
  picturesAreOnesOwn,
  onlySafeFilesAreStored,
]

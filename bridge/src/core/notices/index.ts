import { circleClosed } from './circle-closed.ts'
import { circleReopened } from './circle-reopened.ts'
import { journalExported } from './journal-exported.ts'
import { memberJoined } from './member-joined.ts'
import { memberLeft } from './member-left.ts'
import { memberPutBack } from './member-put-back.ts'
import { memberReturned } from './member-returned.ts'
import { memberRoleChanged } from './member-role-changed.ts'
import { staffJoined } from './staff-joined.ts'
import { staffLeft } from './staff-left.ts'
import type { Notice } from './notice.ts'

/** Every event that the bot tells of in a room. */
export const NOTICES: readonly Notice[] = [
  memberJoined,
  memberReturned,
  memberLeft,
  memberRoleChanged,
  circleClosed,
  circleReopened,
  staffJoined,
  staffLeft,
  memberPutBack,
  journalExported,
]

export const noticeFor = (type: string): Notice | undefined => NOTICES.find((one) => one.type === type)

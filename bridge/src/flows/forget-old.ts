import { deleteOldAccessLinks } from '../db/access-links.ts'
import { deleteOldExports } from '../db/exports.ts'
import { deleteOldInbox } from '../db/inbox.ts'
import { deleteOldKeys } from '../db/mails/sending.ts'
import { deleteOldNotices } from '../db/notices.ts'
import { deleteOldNotifications } from '../db/notifications.ts'
import type { Db } from '../db/connect.ts'

/** What was kept as long as it is needed goes. Safe to repeat. */
export async function forgetOld(db: Db): Promise<void> {
  await Promise.all(
    [deleteOldKeys, deleteOldInbox, deleteOldNotifications, deleteOldNotices, deleteOldExports, deleteOldAccessLinks].map((forget) =>
      forget(db),
    ),
  )
}

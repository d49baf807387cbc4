import type { Attempt } from '../attempt.ts'
import { account } from './account.ts'
import { creating } from './creating.ts'
import { deleting } from './deleting.ts'
import { inside } from './inside.ts'
import { media } from './media.ts'
import { membership } from './membership.ts'
import { oddRequests } from './odd-requests.ts'
import { own } from './own.ts'
import { reading } from './reading.ts'
import { saying } from './saying.ts'
import { settings } from './settings.ts'
import { staff } from './staff.ts'
import { structure } from './structure.ts'

/** Everything that is tried: the columns of the matrix whose rows are the kinds of people. */
export const ATTEMPTS: readonly Attempt[] = [
  ...reading,
  ...media,
  ...saying,
  ...deleting,
  ...membership,
  ...settings,
  ...creating,
  ...account,
  ...inside,
  ...own,
  ...structure,
  ...staff,
  ...oddRequests,
]

import type { Mail } from 'bridge/contract'
import { useState } from 'react'

interface Neighbours {
  readonly newer: string | undefined
  readonly older: string | undefined
}
const NONE: Neighbours = { newer: undefined, older: undefined }

/** The mails before and after the one that is open. One that leaves the list while it is read, since it is no longer unread, keeps its place. */
export function useNeighbours(mails: readonly Mail[] | undefined, id: string | undefined): Neighbours {
  const [known, setKnown] = useState<Neighbours & { of: string | undefined }>({ ...NONE, of: undefined })
  const at = mails?.findIndex((mail) => mail.id === id) ?? -1
  if (mails === undefined || at === -1) return known.of === id ? known : NONE
  const now = { of: id, newer: mails[at - 1]?.id, older: mails[at + 1]?.id }
  if (known.of !== now.of || known.newer !== now.newer || known.older !== now.older) setKnown(now)
  return now
}

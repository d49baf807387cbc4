import type { Correspondent } from 'bridge/contract'
import { keptSession } from './kept-session.ts'

/** To whom one writes. */
export type Recipient = Pick<Correspondent, 'id' | 'name'>

export interface AttachedFile {
  /** mxc:// */
  readonly address: string
  readonly name: string
  readonly type: string
  /** Bytes. */
  readonly size: number
}

/** A mail that is being written. */
export interface Draft {
  /** Made when writing begins: a second click, or another try after an answer that was lost, sends nothing more. */
  readonly key: string
  readonly to: readonly Recipient[]
  readonly subject: string
  readonly text: string
  readonly important: boolean
  readonly notifyOnRead: boolean
  readonly files: readonly AttachedFile[]
}

// On this device alone, until the person signs out (`wipe` leaves none): one per address of the page.
const DRAFT = 'mail-draft:'
const SENT = 'mail-sent:'

export const keptDraft = (address: string): Draft | null => read(`${DRAFT}${address}`)
export const keepDraft = (address: string, draft: Draft): void => write(`${DRAFT}${address}`, draft)
export const forgetDraft = (address: string): void => localStorage.removeItem(`${DRAFT}${address}`)

/** What was asked to be sent, until it is known to be there: the server forgets the words of what it could not send. */
export const keptSent = (id: string): Draft | null => read(`${SENT}${id}`)
export const keepSent = (id: string, draft: Draft): void => write(`${SENT}${id}`, draft)
export const forgetSent = (id: string): void => localStorage.removeItem(`${SENT}${id}`)

function read(key: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return typeof kept === 'object' && kept !== null && 'key' in kept && 'to' in kept && 'files' in kept ? (kept as Draft) : null
  } catch {
    return null
  }
}

function write(key: string, draft: Draft): void {
  // The session may have ended in another tab, which has wiped everything.
  if (keptSession() === null) return
  try {
    localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // A browser that keeps nothing, or is full: the mail is still written and sent, only not kept.
  }
}

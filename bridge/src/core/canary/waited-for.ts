export type Branch = 'attachments' | 'mail'

/**
 * What other branches bring. Attempts that need them are not tried until they are there: when one is merged, take its name away.
 * - attachments: downloads follow the membership of the rooms where a file is attached
 * - mail: an active person who starts a chat with active people gets a mail room
 */
export const WAITED_FOR: ReadonlySet<Branch> = new Set<Branch>(['attachments', 'mail'])

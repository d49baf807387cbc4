import type { ProposedEvent } from './question.ts'

const ADDRESS = /^mxc:\/\/([^/]+)\/([A-Za-z0-9_-]{1,64})$/

/** The identifier of a file of this homeserver; null for every other address. */
export function mediaIdOf(address: string, serverName: string): string | null {
  const [, server, id] = ADDRESS.exec(address) ?? []
  return server === serverName && id !== undefined ? id : null
}

/**
 * Addresses of the files that an event gives to its room. A member's event shows one picture and gives nothing else: names and
 * reasons are in it too, and who leaves or is removed gives nothing at all.
 */
export function citedBy(event: ProposedEvent): readonly string[] {
  if (event.type !== 'm.room.member' || event.stateKey === null) return event.media
  const picture = event.content?.['membership'] === 'join' ? event.content['avatar_url'] : undefined
  return event.media.filter((address) => address === picture)
}

import type { RoomKindName } from 'policies'
import { documentsSpace } from './documents-space.ts'
import { documents } from './documents.ts'
import { journalsSpace } from './journals-space.ts'
import { journal } from './journal.ts'
import type { RoomKind } from './kind.ts'
import { liaison } from './liaison.ts'
import { mail } from './mail.ts'
import { notifications } from './notifications.ts'
import { space } from './space.ts'

/** Every kind of room there is, in the order in which a subject's rooms are made. */
export const ROOM_KINDS: Readonly<Record<RoomKindName, RoomKind>> = {
  journal,
  space,
  liaison,
  'documents-space': documentsSpace,
  documents,
  'journals-space': journalsSpace,
  mail,
  notifications,
}

/** Those of which a circle, a structure or a person has one. */
export const kindsFor = (members: RoomKind['members']): RoomKind[] =>
  Object.values(ROOM_KINDS).filter((kind) => kind.members === members && kind.many !== true)
export const isRoomKind = (name: string): name is RoomKindName => Object.hasOwn(ROOM_KINDS, name)

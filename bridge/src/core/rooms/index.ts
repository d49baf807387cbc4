import type { RoomKindName } from 'policies'
import { documents } from './documents.ts'
import { journal } from './journal.ts'
import type { RoomKind } from './kind.ts'
import { liaison } from './liaison.ts'
import { mail } from './mail.ts'
import { notifications } from './notifications.ts'
import { space } from './space.ts'

/** Every kind of room there is, in the order in which a subject's rooms are made. */
export const ROOM_KINDS: Readonly<Record<RoomKindName, RoomKind>> = { journal, space, liaison, documents, mail, notifications }

export const kindsFor = (members: RoomKind['members']): RoomKind[] => Object.values(ROOM_KINDS).filter((kind) => kind.members === members)
export const isRoomKind = (name: string): name is RoomKindName => Object.hasOwn(ROOM_KINDS, name)

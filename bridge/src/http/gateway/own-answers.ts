import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FileGuard } from '../../flows/guard-files.ts'
import type { World } from '../../flows/world.ts'
import type { Classified } from './classify.ts'
import type { Treatment } from './client-routes.ts'
import { confirmPassword } from './confirm-password.ts'
import { createRoom } from './create-room.ts'
import { dropToDevice, setPusher } from './devices.ts'
import { fileReading } from './file-reading.ts'
import { fileUpload } from './file-upload.ts'
import type { OpenRequests } from './open-requests.ts'
import { leave } from './leave.ts'
import { markedUnread } from './marked-unread.ts'
import { profile, searchPeople } from './people.ts'
import { changePushRule } from './push-rules.ts'
import { profilePicture } from './profile-picture.ts'

/** Somebody whose token is good, and what they ask. */
export interface Asking {
  readonly user: string
  readonly token: string
  readonly found: Classified
  readonly request: IncomingMessage
  readonly response: ServerResponse
}
/** Answers itself, or says that Synapse may. */
export type OwnAnswer = (asking: Asking) => Promise<'pass' | void>
export type OwnAnswers = Readonly<Partial<Record<Treatment, OwnAnswer>>>

/** What the gateway answers in Synapse's place, or looks at as it passes, because the registry knows and Synapse does not. */
export const ownAnswers = (
  world: World,
  { homeserverUrl, mediaStore }: { homeserverUrl: string; mediaStore: string | undefined },
  files: FileGuard,
  open: OpenRequests,
): OwnAnswers => ({
  'create-room': createRoom(world),
  directory: searchPeople(world, homeserverUrl),
  profile: profile(world),
  file: fileReading(homeserverUrl, mediaStore, files, open),
  upload: fileUpload({ homeserverUrl, serverName: world.serverName }, files, world.log),
  picture: profilePicture(homeserverUrl, files),
  leave: leave(world, homeserverUrl),
  'marked-unread': markedUnread(world, homeserverUrl),
  'push-rule': changePushRule(world, homeserverUrl),
  'confirm-password': confirmPassword(world, homeserverUrl),
  pusher: setPusher(world, homeserverUrl),
  'to-device': dropToDevice,
})

import type { Request, Response } from 'express'
import type { World } from '../../flows/world.ts'
import type { Classified } from './classify.ts'
import type { Treatment } from './client-routes.ts'
import { createRoom } from './create-room.ts'
import { leave } from './leave.ts'
import { profile, searchPeople } from './people.ts'

/** Somebody whose token is good, and what they ask. */
export interface Asking {
  readonly user: string
  readonly found: Classified
  readonly request: Request
  readonly response: Response
}
/** Answers itself, or says that Synapse may. */
export type OwnAnswer = (asking: Asking) => Promise<'pass' | void>
export type OwnAnswers = Readonly<Partial<Record<Treatment, OwnAnswer>>>

/** What the gateway answers in Synapse's place, because the registry knows and Synapse does not. */
export const ownAnswers = (world: World, homeserverUrl: string): OwnAnswers => ({
  'create-room': createRoom(world),
  directory: searchPeople(world, homeserverUrl),
  profile: profile(world),
  leave: leave(world, homeserverUrl),
})

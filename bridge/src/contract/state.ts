import { z } from 'zod'
import { FolderId, PersonId } from '../core/ids.ts'
import { Instant } from './words.ts'

/** Wanted and actual side by side. */
export const RoomState = z.strictObject({
  kind: z.enum(['journal', 'space', 'liaison', 'documents-space', 'documents']),
  folderId: FolderId.optional().meta({ description: 'of a room of documents: its folder' }),
  name: z.string().meta({ description: 'of a journal: empty without the right circles:read' }),
  roomId: z.string().nullable(),
  inStep: z.boolean(),
  members: z.array(
    z.strictObject({
      personId: PersonId.nullable().meta({ description: 'null: the account of another system, or one that the registry does not know' }),
      userId: z.string(),
      name: z.string(),
      wanted: z.boolean(),
      role: z.string().nullable(),
      sources: z.array(z.string()),
      actual: z.enum(['join', 'invite', 'knock', 'leave', 'ban', 'none']),
      inStep: z.boolean(),
      error: z.string().nullable(),
    }),
  ),
  pending: z
    .strictObject({ since: Instant, nextTry: Instant, attempts: z.int() })
    .nullable()
    .meta({ description: 'work queued for this room' }),
  lastError: z.strictObject({ at: Instant, message: z.string() }).nullable(),
  checkedAt: Instant.nullable().meta({ description: 'when room and registry were last compared in full' }),
})
export type RoomState = z.infer<typeof RoomState>
export const StructureState = z.strictObject({ rooms: z.array(RoomState) })
export type StructureState = z.infer<typeof StructureState>

/** `/health`: each part, with what to do when it is not well. */
export const Health = z.strictObject({
  status: z.enum(['ok', 'degraded', 'down']),
  parts: z.array(
    z.strictObject({
      part: z.string(),
      status: z.enum(['ok', 'degraded', 'down']),
      detail: z.string(),
      advice: z.string().nullable(),
      lastSuccess: Instant.nullable(),
    }),
  ),
})
export type Health = z.infer<typeof Health>

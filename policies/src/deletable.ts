import { decide } from './decide.ts'
import { type Deletion, type RoomKindName, someone } from './facts.ts'
import { RULES } from './rules/index.ts'

/**
 * Whether a deletion by a member who is active would be accepted: asked of the same rules as the homeserver's module asks, so that a
 * page shows a bin exactly when it works.
 */
export function isDeletable(
  room: { kind: RoomKindName; closed: boolean },
  target: Omit<Deletion, 'reasoned'>,
  { manages = false }: { manages?: boolean } = {},
): boolean {
  // Where a reason is needed, the page asks for it.
  const deletion = { ...target, reasoned: true }
  const facts = { room, actor: someone({ manages }), subject: someone(), asTheKindSays: true, namedAsInRegistry: true, deletion }
  return decide(RULES, 'message.redact', { ...facts, saying: 'on-the-list' }).allowed
}

/** Everything that is ever recorded (db/events.ts): what is not on this list does not compile. Systems subscribe to these by name or by family. */
export const EVENT_TYPES = [
  'account.access-link-issued',
  'account.access-link-used',
  'account.password-set',
  'account.sessions-ended',
  'circle.changed',
  'circle.closed',
  'circle.created',
  'circle.reopened',
  'console.signed-in',
  'drift.found',
  'drift.stray-room',
  'employment.added',
  'employment.cancelled',
  'employment.changed',
  'employment.ended',
  'member.joined',
  'member.left',
  'member.put-back',
  'member.returned',
  'member.role-changed',
  'membership.added',
  'membership.cancelled',
  'membership.changed',
  'membership.ended',
  'message.deleted',
  'notice.posted',
  'patient.changed',
  'patient.created',
  'patient.deleted',
  'person.changed',
  'person.created',
  'person.departed',
  'person.reinstated',
  'person.suspended',
  'service.changed',
  'service.created',
  'service.ended',
  'service.password-set',
  'service.placed',
  'service.removed',
  'staff.joined',
  'staff.left',
  'staff.returned',
  'staff.role-changed',
  'preferences.changed',
  'structure.changed',
  'structure.created',
  'structure.deleted',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

type FamilyOf<Type extends string> = Type extends `${infer Family}.${string}` ? `${Family}.*` : never
export type EventKind = EventType | FamilyOf<EventType> | '*'

const families = [...new Set(EVENT_TYPES.map((type) => `${type.split('.')[0]}.*`))] as FamilyOf<EventType>[]
/** What one may subscribe to: a type, a family of them, or everything, what later versions add included. */
export const EVENT_KINDS: readonly [EventKind, ...EventKind[]] = ['*', ...families, ...EVENT_TYPES]

import { isObject } from './json.ts'

/** Where a rule of Matrix lies (specification, Push rules), and its name there. */
export interface RuleAddress {
  readonly template: 'override' | 'room'
  readonly id: string
}
export interface PushRule extends RuleAddress {
  readonly conditions: readonly object[]
  readonly actions: readonly unknown[]
}
export interface FoundRule extends PushRule {
  readonly enabled: boolean
}
/** What makes one person's rules what they want: taken away first. */
export interface RuleChange {
  readonly remove: readonly RuleAddress[]
  readonly set: readonly PushRule[]
}
/** Clients hide notices by a rule of every account (.m.rule.suppress_notices): what the service tells one person is to count all the same. */
export const HEAR_NOTIFICATIONS = 'fr.sphere.notifications'

/**
 * A rule of every account by which an invitation counts as a message and rings. The service invites and lets in by itself: nobody has to
 * answer, and Synapse keeps counting it in a room that is read by nobody yet, once it has added its counts up.
 */
export const INVITATIONS: RuleAddress = { template: 'override', id: '.m.rule.invite_for_me' }

/** A person's own rules, of the shape that we know, and the one about invitations; the server's and what a client invented beside them are left alone. */
export function readRules(answer: unknown): FoundRule[] {
  const all = isObject(answer) && isObject(answer['global']) ? answer['global'] : {}
  return (['override', 'room'] as const).flatMap((template) => {
    const rules = all[template]
    return (Array.isArray(rules) ? (rules as unknown[]) : []).flatMap((rule): FoundRule[] => {
      if (!isObject(rule) || typeof rule['rule_id'] !== 'string') return []
      if (rule['default'] === true && rule['rule_id'] !== INVITATIONS.id) return []
      const { rule_id: id, conditions = [], actions = [], enabled } = rule as { rule_id: string } & Record<string, unknown>
      if (!Array.isArray(conditions) || !conditions.every(isObject) || !Array.isArray(actions)) return []
      return [{ template, id, conditions, actions: actions as unknown[], enabled: enabled !== false }]
    })
  })
}

const inRoom = (room: string) => ({ kind: 'event_match', key: 'room_id', pattern: room })
/** Both ways to say it: none (since Matrix 1.7) and the old word. */
const tellsNothing = ({ actions }: PushRule): boolean => actions.every((action) => action === 'dont_notify')

/** Of this room and of nothing else. */
function isAbout({ template, id, conditions }: PushRule, room: string): boolean {
  if (template === 'room') return id === room
  const [only] = conditions as Partial<ReturnType<typeof inRoom>>[]
  return conditions.length === 1 && only?.kind === 'event_match' && only.key === 'room_id' && only.pattern === room
}
/** What Element writes for "mute" (override) and for "mentions only" (room): neither lets an ordinary message count. */
const silencing = (rules: readonly FoundRule[], room: string) => rules.filter((rule) => isAbout(rule, room) && tellsNothing(rule))

/** Whether an ordinary message of this room counts for nothing. `notices`: what is said there are notices, hidden unless a rule says otherwise. */
export function isSilent(rules: readonly FoundRule[], room: string, notices: boolean): boolean {
  if (silencing(rules, room).some(({ enabled }) => enabled)) return true
  return (
    notices &&
    !rules.some((rule) => rule.id === HEAR_NOTIFICATIONS && rule.enabled && isAbout(rule, room) && rule.actions.includes('notify'))
  )
}

/** What Element writes itself, so that each sees what the other did. */
export function changeFor(rules: readonly FoundRule[], room: string, notices: boolean, silent: boolean): RuleChange {
  const former = silencing(rules, room)
  const mute: PushRule = { template: 'override', id: room, conditions: [inRoom(room)], actions: [] }
  // Made anew when it is there and off: setting it would leave it off.
  if (silent)
    return { remove: former.filter(({ template, id, enabled }) => template === 'override' && id === room && !enabled), set: [mute] }
  const hear: PushRule = { template: 'override', id: HEAR_NOTIFICATIONS, conditions: [inRoom(room)], actions: ['notify'] }
  return { remove: [...former, ...rules.filter(({ id }) => notices && id === HEAR_NOTIFICATIONS)], set: notices ? [hear] : [] }
}

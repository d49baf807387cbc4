import type { MailAsked } from 'policies'
import { isObject } from './json.ts'

/** What a client's request for a room holds that is of any use here: the people. */
export interface MailRequest {
  /** As they were given, perhaps several times the same. */
  readonly invited: readonly string[]
  readonly asks: MailAsked['asks']
}

/**
 * Reads the body of createRoom (Matrix specification, client-server API). Preset, name, topic, first state, powers and version are passed
 * over: clients send them out of habit, encryption too, and every room of mail is the same. Undefined when it is no such body.
 */
export function readMailRequest(body: unknown): MailRequest | undefined {
  if (!isObject(body)) return undefined
  const { invite = [], invite_3pid: byAddress = [], creation_content: creation = {}, visibility = 'private' } = body
  if (!Array.isArray(invite) || !invite.every((user) => typeof user === 'string')) return undefined
  if (!Array.isArray(byAddress) || !isObject(creation)) return undefined
  const isPublic = visibility !== 'private' || body['preset'] === 'public_chat' || (body['room_alias_name'] ?? null) !== null
  const asks = isPublic
    ? 'public-room'
    : (creation['type'] ?? null) !== null
      ? 'space'
      : byAddress.length > 0
        ? 'e-mail-address'
        : 'conversation'
  return { invited: invite, asks }
}

const WORST_FIRST = ['stranger', 'service', 'departed', 'suspended'] as const
/** The first reason why one of them would not be reached. */
export const worstOf = (statuses: readonly MailAsked['worst'][]): MailAsked['worst'] =>
  WORST_FIRST.find((bad) => statuses.includes(bad)) ?? 'reachable'

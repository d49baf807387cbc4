import type { Scope } from 'bridge/contract'

/** Every right of a key, the one that holds all last. One that is missing does not compile. */
const NAMED: Record<Scope, true> = {
  'structures:read': true,
  'structures:write': true,
  'people:read': true,
  'people:write': true,
  'accounts:write': true,
  'patients:read': true,
  'patients:write': true,
  'circles:read': true,
  'circles:write': true,
  'events:read': true,
  'decisions:read': true,
  'audit:read': true,
  'readers:read': true,
  'state:read': true,
  'keys:write': true,
  'mails:read': true,
  'mails:write': true,
  'documents:read': true,
  'preferences:read': true,
  'preferences:write': true,
  'notices:write': true,
  'webhooks:read': true,
  'webhooks:write': true,
  '*': true,
}
export const SCOPES = Object.keys(NAMED) as Scope[]

/**
 * The HTTP API as both sides know it. The bridge validates with it, OpenAPI is made from it, the pages take their types from it.
 * Field names follow FHIR where FHIR has one; all instants are ISO 8601 with an offset; unknown fields are refused.
 */
export * from './contract/access.ts'
export * from './contract/account.ts'
export * from './contract/canary.ts'
export * from './contract/counts.ts'
export * from './contract/decisions.ts'
export * from './contract/documents.ts'
export * from './contract/exports.ts'
export * from './contract/held.ts'
export * from './contract/mails.ts'
export * from './contract/preferences.ts'
export * from './contract/notices.ts'
export * from './contract/own.ts'
export * from './contract/push.ts'
export * from './contract/registry.ts'
export { type Route, statusOf } from './contract/route.ts'
export * from './contract/routes.ts'
export * from './contract/services.ts'
export * from './contract/state.ts'
export * from './contract/webhooks.ts'

import { CLIENT_ROUTES, type ClientRoute } from '../../bridge/src/http/gateway/client-routes.ts'

/** Which processes of a homeserver with workers answer a request: those for /sync, those for everything that any of them can do, or the main one. */
export type Pool = 'synapse_sync' | 'synapse_client' | 'synapse_main'

const SYNC = ['/sync', '/org.matrix.simplified_msc3575/sync']
/**
 * What any worker answers by itself (Synapse, docs/workers.md). Not here, so asked of the main process: what only the one writer of a
 * stream may do (typing, receipts, account data, tags, devices, push rules, to-device messages, keys), accounts, and media.
 */
const ANY_WORKER = [
  '/versions',
  '/account/whoami',
  '/capabilities',
  '/joined_rooms',
  '/search',
  '/voip/turnServer',
  '/user/{userId}/filter',
  '/user/{userId}/filter/{filterId}',
  '/join/{anyRoom}',
  '/join/{anyRoom}/{txnId}',
  '/rooms/{anyRoom}/join',
  '/rooms/{anyRoom}/leave',
  '/room_summary/{roomId}',
]
const OF_A_ROOM =
  /^\/rooms\/\{roomId\}\/(messages|event|context|members|joined_members|state|initialSync|threads|hierarchy|timestamp_to_event|relations|send|redact|invite|kick|ban|unban)(\/|$)/

const poolOf = ({ path }: ClientRoute): Pool =>
  SYNC.includes(path) ? 'synapse_sync' : ANY_WORKER.includes(path) || OF_A_ROOM.test(path) ? 'synapse_client' : 'synapse_main'

export interface PooledRoute extends ClientRoute {
  readonly pool: Pool
}
/** The rows of the gateway's table that do not go to the main process. */
export const POOLED_ROUTES: readonly PooledRoute[] = CLIENT_ROUTES.filter(
  ({ treatment }) => treatment !== 'absent' && treatment !== 'closed',
)
  .map((row) => ({ ...row, pool: poolOf(row) }))
  .filter(({ pool }) => pool !== 'synapse_main')

/** A row as a regular expression over the path alone; the gateway has already refused what can be read in two ways. */
export function patternOf({ versions, path }: ClientRoute): string {
  const version = versions[0] === '' ? '' : `/(${versions.join('|')})`
  const rest = path
    .replaceAll('.', '\\.')
    .replace(/\{\w+\?\}/g, '[^/?]*')
    .replace(/\{\w+\}/g, '[^/?]+')
  return `/_matrix/client${version}${rest}`
}

/** HEAD is answered as GET; browsers ask for permission with OPTIONS anywhere. */
export const verbsOf = ({ verbs }: ClientRoute): string => verbs.flatMap((verb) => (verb === 'GET' ? ['GET', 'HEAD'] : [verb])).join('|')

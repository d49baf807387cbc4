import { fullName } from '../names.ts'
import { notice, people, verb } from './notice.ts'

export const memberPutBack = notice(
  'member.put-back',
  (told) =>
    `${people(told, fullName)} ${verb(told, 'avait', 'avaient')} quitté ce salon par ${verb(told, 'lui-même ou elle-même', 'eux-mêmes')} ; le registre ${verb(told, 'l’y', 'les y')} compte toujours et l’accès est rétabli.`,
)

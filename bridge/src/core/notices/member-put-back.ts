import { fullName } from '../names.ts'
import { notice, people, verb } from './notice.ts'

export const memberPutBack = notice(
  'member.put-back',
  (told) =>
    `${people(told, fullName)} ${verb(told, 'a quitté', 'ont quitté')} ce salon depuis une application ; le registre ${verb(told, 'l’y', 'les y')} compte toujours : l’accès est rétabli.`,
)

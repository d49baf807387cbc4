import { fullName } from '../names.ts'
import { notice, people, verb } from './notice.ts'

export const staffJoined = notice(
  'staff.joined',
  (told) => `${people(told, (one) => `${fullName(one)} (${one.profession})`)} ${verb(told, 'rejoint', 'rejoignent')} l’équipe.`,
)

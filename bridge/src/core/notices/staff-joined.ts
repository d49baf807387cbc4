import { fullName } from '../names.ts'
import { apart, notice, people, verb } from './notice.ts'

export const staffJoined = notice('staff.joined', (all) =>
  apart(
    all,
    (told) => `${people(told, (one) => `${fullName(one)} (${one.profession})`)} ${verb(told, 'rejoint', 'rejoignent')} l’équipe.`,
    (one, { name, until }) => `${fullName(one)} (${one.profession}) remplace ${name} dans l’équipe jusqu’au ${until}.`,
  ),
)

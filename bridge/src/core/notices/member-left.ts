import { fullName } from '../names.ts'
import { byWhom, notice, people, verb } from './notice.ts'

export const memberLeft = notice(
  'member.left',
  (told) => `${people(told, fullName)} ${verb(told, 'a quitté', 'ont quitté')} le cercle de soins${byWhom(told)}.`,
)

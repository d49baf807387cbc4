import { fullName } from '../names.ts'
import { notice, people, verb } from './notice.ts'

export const staffLeft = notice('staff.left', (told) => `${people(told, fullName)} ${verb(told, 'quitte', 'quittent')} l’équipe.`)

import { fullName } from '../names.ts'
import { apart, notice, people, verb } from './notice.ts'

export const staffLeft = notice('staff.left', (all) =>
  apart(
    all,
    (told) => `${people(told, fullName)} ${verb(told, 'quitte', 'quittent')} l’équipe.`,
    (one, { name }) => `${fullName(one)} ne remplace plus ${name} dans l’équipe.`,
  ),
)

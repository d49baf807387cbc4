import { fullName } from '../names.ts'
import { apart, byWhom, goesFor, notice, people, verb } from './notice.ts'

export const memberLeft = notice('member.left', (all) =>
  apart(all, (told) => `${people(told, fullName)} ${verb(told, 'a quitté', 'ont quitté')} le cercle de soins${byWhom(told)}.`, goesFor),
)

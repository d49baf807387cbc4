import { apart, byWhom, comesFor, notice, people, verb } from './notice.ts'

export const memberReturned = notice('member.returned', (all) =>
  apart(
    all,
    (told) => `${people(told)} ${verb(told, 'est de retour', 'sont de retour')} dans le cercle de soins${byWhom(told)}.`,
    comesFor,
  ),
)

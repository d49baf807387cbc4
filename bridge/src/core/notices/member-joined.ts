import { apart, byWhom, comesFor, notice, people, verb } from './notice.ts'

export const memberJoined = notice('member.joined', (all) =>
  apart(all, (told) => `${people(told)} ${verb(told, 'a rejoint', 'ont rejoint')} le cercle de soins${byWhom(told)}.`, comesFor),
)

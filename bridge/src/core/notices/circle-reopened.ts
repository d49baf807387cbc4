import { byWhom, notice } from './notice.ts'

export const circleReopened = notice(
  'circle.reopened',
  (told) => `Le cercle de soins est rouvert${byWhom(told)}. On peut de nouveau écrire dans le journal.`,
)

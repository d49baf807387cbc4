import { byWhom, notice } from './notice.ts'

export const circleClosed = notice(
  'circle.closed',
  (told) => `Le cercle de soins est fermé${byWhom(told)}. Le journal reste lisible, on n’y écrit plus.`,
)

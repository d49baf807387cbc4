import type { frSafety } from './fr-safety.ts'

export const enSafety: Record<keyof typeof frSafety, string> = {
  'again.title': 'Give your password again',
  'again.why':
    'This act commits the platform: it must be certain that it is you, {name}. You will not be asked again during the five minutes that follow.',
  'again.failed': 'The password was not accepted',
  'again.act': 'Go on',
}

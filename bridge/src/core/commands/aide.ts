import type { Command } from './command.ts'

export const aide: Command = {
  name: 'aide',
  does: 'dire ce que l’on peut faire ici',
  answer: ({ commands }) =>
    [
      'Ici le service vous dit ce qui vous concerne. Vous pouvez y envoyer :',
      ...commands.map(({ name, does }) => `• ${name} : ${does}`),
      'Pour écrire à un professionnel, ouvrez une conversation avec lui.',
    ].join('\n'),
}

import type { Command, FoundContact } from './command.ts'

/** Colleagues are no patients: what one knows of them at work may stay in one's notifications. */
export const contacts: Command = {
  name: 'contacts',
  does: 'retrouver vos collègues ; « contacts benali » : ceux dont le nom ou la profession contient ce mot',
  asks: 'contacts',
  takesWords: true,
  answer: ({ contacts: found }) => {
    if (found === null) return 'Vous ne travaillez actuellement dans aucune structure : vous n’y avez pas de contacts.'
    if (found.items.length === 0) return 'Aucun collègue trouvé dans les structures où vous travaillez.'
    return [
      'Par ordre alphabétique :',
      ...found.items.map((one) => `• ${lineOf(one)}`),
      ...(found.more ? ['Il y en a d’autres : ajoutez un mot de leur nom ou de leur profession.'] : []),
    ].join('\n')
  },
}

const lineOf = ({ name, profession, structure, telephone, email, awayUntil }: FoundContact): string => {
  const ways = [telephone, email].filter((way) => way !== null)
  return [
    `${name}, ${profession}, ${structure}`,
    ways.length === 0 ? 'ni téléphone ni e-mail' : ways.join(', '),
    ...(awayUntil === null ? [] : [`en absence jusqu’au ${awayUntil}`]),
  ].join(' ; ')
}

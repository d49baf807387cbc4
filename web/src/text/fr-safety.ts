/** The sentences before a dangerous act; same rules as fr.ts. */
export const frSafety = {
  'again.title': 'Redonnez votre mot de passe',
  'again.why':
    'Cet acte engage la plateforme : il faut être sûr que c’est bien vous, {name}. Pendant les cinq minutes qui suivent, il ne vous sera plus demandé.',
  'again.failed': 'Le mot de passe n’a pas été accepté',
  'again.act': 'Continuer',
}

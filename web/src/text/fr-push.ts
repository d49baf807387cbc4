/** Being told on a device; same rules as fr.ts. */
export const frPush = {
  'push.title': 'Être averti sur cet appareil',
  'push.lead': 'L’appareil signale un nouveau message même quand la messagerie est fermée. Il n’affiche ni nom, ni texte.',
  'push.on': 'Cet appareil est averti.',
  'push.off': 'Cet appareil n’est pas averti.',
  'push.busy': 'Un instant…',
  'push.unsupported': 'Ce navigateur ne sait pas avertir.',
  'push.unsupported.how':
    'Sur iPhone et iPad : « Partager », puis « Sur l’écran d’accueil », et ouvrez la messagerie depuis cette icône. Ailleurs : un navigateur à jour, hors navigation privée.',
  'push.refused': 'Le navigateur refuse les notifications de ce site.',
  'push.refused.how':
    'Pour les autoriser : cliquez sur l’icône à gauche de l’adresse du site, puis « Notifications » et « Autoriser ». Sur un téléphone : réglages du téléphone, puis notifications de l’application.',
  'push.refused.again': 'C’est fait, vérifier',
  'push.not-offered': 'Cette installation n’avertit pas les appareils.',
  'push.failed': 'Rien n’a été changé',
  'push.no-service': 'Le navigateur n’a pas pu joindre son service de notification. Vérifiez le réseau, puis réessayez.',
  'push.opening': 'Ouverture du message',
} as const

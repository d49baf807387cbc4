/** Of the table of faults.ts: about browsers that are told of new messages. */
export const PUSH_FAULTS = {
  PUSH_NOT_OFFERED: {
    status: 409,
    fhir: 'not-supported',
    fr: 'Cette installation n’avertit pas les appareils.',
    en: 'This installation does not notify devices.',
  },
  PUSH_ADDRESS_REFUSED: {
    status: 422,
    fhir: 'business-rule',
    fr: 'Cette adresse n’est pas celle d’un service de notification : il faut https et un nom qui mène à une adresse publique.',
    en: 'This is not the address of a push service: it must be https, with a name that leads to a public address.',
  },
  PUSH_KEY_REFUSED: {
    status: 422,
    fhir: 'business-rule',
    fr: 'Cette clé n’est pas celle d’un navigateur (un point de la courbe P-256).',
    en: 'This is no key of a browser (a point of the curve P-256).',
  },
} as const

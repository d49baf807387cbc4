/** Of the table of faults.ts: about the record of events and the questions asked of it. */
export const AUDIT_FAULTS = {
  TOO_MANY_FOLLOW: {
    status: 503,
    fhir: 'throttled',
    fr: 'Trop de pages suivent l’activité en même temps. Réessayez plus tard.',
    en: 'Too many pages follow what happens at the same time. Try again later.',
  },
  CHAIN_CHECK_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Cette vérification n’existe pas.', en: 'There is no such verification.' },
  ONE_RIGHT_OF_THE_CONSOLE: {
    status: 422,
    fhir: 'business-rule',
    fr: 'Un administrateur a tous les droits de la console : ne donnez pas consoleRole avec administrator.',
    en: 'An administrator has every right of the console: do not give consoleRole with administrator.',
  },
  NOTHING_TO_SIGN_WITH: {
    status: 409,
    fhir: 'not-supported',
    fr: 'Cette installation n’a pas de certificat pour signer (AUDIT_P12) : demandez-en un à qui l’exploite.',
    en: 'This installation has no certificate to sign with (AUDIT_P12): ask whoever runs it.',
  },
  REPAIR_WHAT: {
    status: 400,
    fhir: 'invalid',
    fr: 'Dites quoi réparer : des salons (rooms), ou tous ceux d’une cause (cause).',
    en: 'Say what to repair: rooms, or all of one cause.',
  },
  ASK_ABOUT_ONE: {
    status: 400,
    fhir: 'invalid',
    fr: 'Demandez d’une seule chose : un cercle (circleId), une structure (structureId), un message (message) ou un fichier (file).',
    en: 'Ask about one thing: a circle (circleId), a structure (structureId), a message (message) or a file (file).',
  },
  NO_ROOMS_OF_ITS_OWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Cette structure n’existe pas, ou n’a ni cahier de liaison ni documents : ce n’est pas un DAC.',
    en: 'There is no such structure, or it has neither a liaison book nor documents: it is no DAC.',
  },
  NOT_YET: {
    status: 400,
    fhir: 'invalid',
    fr: 'Cet instant est à venir : demandez ce qui a été enregistré jusqu’à maintenant.',
    en: 'This instant is yet to come: ask about what was recorded until now.',
  },
  MESSAGE_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Ce message n’est pas connu : vérifiez son identifiant, qui commence par $.',
    en: 'This message is not known: check its identifier, which begins with $.',
  },
  FILE_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Ce fichier n’est pas connu, ou aucun message ne l’a joint : vérifiez son adresse (mxc://…).',
    en: 'This file is not known, or no message held it: check its address (mxc://…).',
  },
} as const

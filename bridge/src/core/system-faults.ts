/** Of the table of faults.ts: what other systems may be refused, that post notices or have an account here, and who looks after the platform. */
export const SYSTEM_FAULTS = {
  JOB_NOT_CANCELLABLE: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Ce travail ne s’annule pas : il reprend là où il en était et se termine de lui-même.',
    en: 'This work cannot be cancelled: it goes on where it was and ends by itself.',
  },
  SERVICE_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Ce compte de service n’existe pas.',
    en: 'There is no such service account.',
  },
  SERVICE_ENDED: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Ce compte de service est arrêté : remettez-le en service d’abord.',
    en: 'This service account is ended: make it active again first.',
  },
  NOTICE_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Cette clé d’API n’a pas publié cet avis ici.',
    en: 'This API key posted no such notice here.',
  },
  NOTICE_KEY_TAKEN: {
    status: 409,
    fhir: 'duplicate',
    fr: 'Cette clé d’avis a déjà servi ailleurs : choisissez-en une autre.',
    en: 'This key of a notice was already used elsewhere: choose another one.',
  },
  NOTICE_IN_CLOSED_CIRCLE: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Ce cercle de soins est fermé : on n’y publie plus rien.',
    en: 'This care circle is closed: nothing is posted there any more.',
  },
  NO_LIAISON_BOOK: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Cette structure n’est pas un DAC : elle n’a pas de cahier de liaison.',
    en: 'This structure is no DAC: it has no liaison book.',
  },
  TOO_MANY_NOTICES: {
    status: 429,
    fhir: 'throttled',
    fr: 'Trop d’avis ici en peu de temps : réessayez dans un instant.',
    en: 'Too many notices here in a short time: try again in a moment.',
  },
  ONLY_API_KEYS_POST: {
    status: 403,
    fhir: 'forbidden',
    fr: 'Seule une clé d’API publie des avis : ils portent le nom de son système.',
    en: 'Only an API key posts notices: they carry the name of its system.',
  },
} as const

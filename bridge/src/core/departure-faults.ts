/** Of the table of faults.ts: about those who leave the platform. */
export const DEPARTURE_FAULTS = {
  DEPARTURE_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Ce départ n’est pas enregistré ici.',
    en: 'No such departure is recorded here.',
  },
  DEPARTURE_OF_ONESELF: {
    status: 422,
    fhir: 'business-rule',
    fr: 'On n’enregistre pas son propre départ : demandez-le à un autre gestionnaire ou à un administrateur.',
    en: 'Nobody records their own departure: ask another manager or an administrator.',
  },
  DEPARTURE_WORKS_ELSEWHERE: {
    status: 403,
    fhir: 'business-rule',
    fr: 'Ce professionnel travaille aussi dans une structure que vous ne gérez pas : mettez fin à son emploi dans la vôtre, ou demandez son départ à un administrateur.',
    en: 'This professional also works in a structure that you do not manage: end their employment in yours, or ask an administrator for the departure.',
  },
  DEPARTURE_OF_ADMINISTRATOR: {
    status: 403,
    fhir: 'business-rule',
    fr: 'Ce professionnel administre la plateforme : seul un administrateur enregistre son départ.',
    en: 'This professional administers the platform: only an administrator records the departure.',
  },
  DEPARTURE_UNDER_WAY: {
    status: 409,
    fhir: 'conflict',
    fr: 'Le départ de ce professionnel est encore en cours d’application : réessayez dans un instant.',
    en: 'The departure of this professional is still being carried out: try again in a moment.',
  },
} as const

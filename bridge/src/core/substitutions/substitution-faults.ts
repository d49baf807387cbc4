/** Of the table of faults.ts: who may replace whom, and when. What comes after the colon is told beside it: which substitution, its dates. */
export const SUBSTITUTION_FAULTS = {
  SUBSTITUTION_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Ce remplacement n’existe pas dans cette structure.',
    en: 'There is no such substitution in this structure.',
  },
  NOT_STAFF_HERE: {
    status: 422,
    fhir: 'business-rule',
    fr: 'Ce professionnel ne travaille pas dans cette structure en ce moment.',
    en: 'This professional does not work in this structure at present.',
  },
  REPLACES_ONESELF: {
    status: 422,
    fhir: 'business-rule',
    fr: 'On ne se remplace pas soi-même : choisissez une autre personne.',
    en: 'Nobody replaces themselves: choose somebody else.',
  },
  REPLACEMENT_NOT_ACTIVE: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Cette personne est suspendue ou a quitté la plateforme : elle ne peut remplacer personne.',
    en: 'This person is suspended or has left the platform: they cannot replace anybody.',
  },
  SUBSTITUTION_TOO_LONG: {
    status: 422,
    fhir: 'business-rule',
    fr: 'Un remplacement dure un an au plus.',
    en: 'A substitution lasts a year at most.',
  },
  SUBSTITUTION_TWICE: {
    status: 409,
    fhir: 'duplicate',
    fr: 'Cette personne remplace déjà celle-ci à ces dates : modifiez plutôt le remplacement existant.',
    en: 'This person already replaces that one at these dates: change that substitution instead.',
  },
  REPLACED_REPLACES: {
    status: 409,
    fhir: 'business-rule',
    fr: 'La personne à remplacer remplace elle-même quelqu’un à ces dates : on ne remplace pas un remplaçant. Faites remplacer directement la personne d’origine.',
    en: 'The person to be replaced replaces somebody at these dates: a replacement is not replaced. Have the first person replaced directly.',
  },
  REPLACEMENT_IS_REPLACED: {
    status: 409,
    fhir: 'business-rule',
    fr: 'La personne choisie est elle-même remplacée à ces dates : choisissez-en une autre.',
    en: 'The chosen person is replaced themselves at these dates: choose somebody else.',
  },
  SUBSTITUTION_BEGAN: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Ce remplacement a déjà commencé : son début ne change plus.',
    en: 'This substitution has already begun: its start does not change any more.',
  },
  SUBSTITUTION_OVER: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Ce remplacement est terminé ou annulé : enregistrez-en un autre.',
    en: 'This substitution is over or was cancelled: record another one.',
  },
  SOURCE_RESERVED: {
    status: 422,
    fhir: 'business-rule',
    fr: 'Les noms « remplacement-… » sont ceux que la plateforme donne aux remplacements.',
    en: 'Names that begin with “remplacement-” are those that the platform gives to substitutions.',
  },
} as const

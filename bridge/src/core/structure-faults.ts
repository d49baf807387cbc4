import { DEPARTURE_FAULTS } from './departure-faults.ts'
import { SUBSTITUTION_FAULTS } from './substitutions/substitution-faults.ts'

/** What those who work in a structure, or manage it, may be refused. */
export const STRUCTURE_FAULTS = {
  STRUCTURE_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Cette structure n’existe pas.', en: 'There is no such structure.' },
  PERIODS_OVERLAP: {
    status: 409,
    fhir: 'conflict',
    fr: 'Cette période en recouvre plusieurs autres de la même source.',
    en: 'This period overlaps several others of the same source.',
  },
  MANAGERS_ONLY: {
    status: 403,
    fhir: 'forbidden',
    fr: 'Seuls les gestionnaires de la structure font cela.',
    en: 'Only the managers of the structure do this.',
  },
  ...SUBSTITUTION_FAULTS,
  ...DEPARTURE_FAULTS,
} as const

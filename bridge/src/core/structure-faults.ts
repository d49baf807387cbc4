import { DEPARTURE_FAULTS } from './departure-faults.ts'
import { SUBSTITUTION_FAULTS } from './substitutions/substitution-faults.ts'

/** What those who work in a structure, or manage it, may be refused. */
export const STRUCTURE_FAULTS = {
  STRUCTURE_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Cette structure n’existe pas.', en: 'There is no such structure.' },
  FOLDER_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Ce classeur n’existe pas.', en: 'There is no such folder.' },
  FOLDER_NAME_TAKEN: {
    status: 409,
    fhir: 'duplicate',
    fr: 'Un classeur de cette structure porte déjà ce nom.',
    en: 'A folder of this structure already has this name.',
  },
  DOCUMENT_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Ce document n’existe pas.', en: 'There is no such document.' },
  ONLY_DACS_HAVE_FOLDERS: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Seul un DAC a des classeurs de documents.',
    en: 'Only a DAC has folders of documents.',
  },
  PERIODS_OVERLAP: {
    status: 409,
    fhir: 'conflict',
    fr: 'Cette période en recouvre plusieurs autres de la même source.',
    en: 'This period overlaps several others of the same source.',
  },
  CONTACT_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Cette personne ne travaille pas dans cette structure.',
    en: 'This person does not work in this structure.',
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

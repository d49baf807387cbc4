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
  HELD_FOR_APPROVAL: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Rien n’a été changé : cette demande retirerait trop d’accès d’un coup. Elle attend qu’un administrateur autre que son auteur l’approuve dans la console (« Suppressions en attente »).',
    en: 'Nothing was changed: this request would end too many accesses at once. It waits until an administrator other than its author approves it in the console (“Removals waiting”).',
  },
  HELD_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Cette suppression en attente n’existe pas.',
    en: 'There is no such waiting removal.',
  },
  HELD_ALREADY_DECIDED: {
    status: 409,
    fhir: 'conflict',
    fr: 'Quelqu’un en a déjà décidé autrement.',
    en: 'Somebody has already decided otherwise.',
  },
  HELD_BY_ITS_AUTHOR: {
    status: 403,
    fhir: 'forbidden',
    fr: 'Vous êtes l’auteur de cette demande : la décision revient à un autre administrateur.',
    en: 'You are the author of this request: another administrator decides.',
  },
  HELD_NEEDS_A_PERSON: {
    status: 403,
    fhir: 'forbidden',
    fr: 'C’est un administrateur qui décide, par sa session de la console ; pas une clé d’API.',
    en: 'An administrator decides, by their session of the console; not an API key.',
  },
  BRAKE_UNAVAILABLE: {
    status: 503,
    fhir: 'transient',
    fr: 'On n’a pas pu compter combien d’accès cette demande retirerait : rien n’a été changé, réessayez dans un instant.',
    en: 'How many accesses this request would end could not be counted: nothing was changed, try again in a moment.',
  },
} as const

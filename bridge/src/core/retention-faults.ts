/** Of the table of faults.ts: what may be refused of a journal that is sealed, archived or purged. */
export const RETENTION_FAULTS = {
  CIRCLE_SEALED: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Le journal de ce cercle est scellé ou purgé : le cercle ne rouvre pas et personne n’y entre.',
    en: 'The journal of this circle is sealed or purged: the circle is not reopened and nobody enters it.',
  },
  RETENTION_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Cette mise sous scellé n’existe pas.',
    en: 'There is no such seal.',
  },
  RETENTION_NOT_DUE: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Ce cercle n’est pas fermé depuis assez longtemps : seule une demande du patient permet d’agir avant.',
    en: 'This circle has not been closed for long enough: only a request of the patient allows it before.',
  },
  ARCHIVE_NOT_CONFIGURED: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Aucune archive ne peut être faite ici : renseignez ARCHIVE_FOLDER et ARCHIVE_RECIPIENT dans l’environnement.',
    en: 'No archive can be made here: give ARCHIVE_FOLDER and ARCHIVE_RECIPIENT in the environment.',
  },
  PURGE_NEEDS_A_PERSON: {
    status: 403,
    fhir: 'forbidden',
    fr: 'Sceller, approuver une purge ou lever un scellé se fait par une personne, dans la console.',
    en: 'Sealing, approving a purge and lifting a seal are done by a person, in the console.',
  },
  PURGE_BY_WHO_ASKED: {
    status: 403,
    fhir: 'forbidden',
    fr: 'Vous avez demandé cette purge : un autre administrateur l’approuve.',
    en: 'You asked for this purge: another administrator approves it.',
  },
  ARCHIVE_NOT_READY: {
    status: 409,
    fhir: 'transient',
    fr: 'L’archive n’est pas prête : la purge s’approuve une fois le journal exporté.',
    en: 'The archive is not ready: a purge is approved once the journal is exported.',
  },
  RETENTION_DECIDED: {
    status: 409,
    fhir: 'conflict',
    fr: 'C’est déjà décidé : la purge est approuvée ou le scellé est levé.',
    en: 'It is decided already: the purge is approved or the seal is lifted.',
  },
} as const

/** Why the archive of a sealed journal is not made, or is made again. */
export const ARCHIVE_FAILURES = {
  ARCHIVE_NOT_CONFIGURED: RETENTION_FAULTS.ARCHIVE_NOT_CONFIGURED,
  JOURNAL_NOT_IN_STEP: {
    fr: 'Tout le monde n’est pas encore sorti du journal : l’archive attend qu’il soit en accord avec le registre (voir « En écart »).',
    en: 'Not everybody is out of the journal yet: the archive waits until it is in step with the registry (see “Out of step”).',
  },
  ARCHIVE_NOT_WRITTEN: {
    fr: 'L’archive n’a pas pu être écrite : vérifiez que le dossier des archives existe et a de la place.',
    en: 'The archive could not be written: see that the folder of archives exists and has space.',
  },
  ARCHIVE_NOT_MADE: {
    fr: 'Le journal n’a pas pu être lu, malgré plusieurs essais : vérifiez la santé du serveur de messagerie, puis relancez.',
    en: 'The journal could not be read, however often it was tried: see how the homeserver is, then try again.',
  },
  PURGE_NOT_DONE: {
    fr: 'La purge n’aboutit pas encore et continue d’elle-même : vérifiez la santé du serveur de messagerie.',
    en: 'The purge is not over yet and goes on by itself: see how the homeserver is.',
  },
  ARCHIVE_LOST: {
    fr: 'L’archive a disparu ou a changé avant la purge : rien n’a été purgé, elle est refaite et la purge est à approuver de nouveau.',
    en: 'The archive was gone or changed before the purge: nothing was purged, it is made again and the purge is to be approved anew.',
  },
} as const
export type ArchiveFailure = keyof typeof ARCHIVE_FAILURES
export function archiveFailureWords(code: string): { fr: string; en: string } {
  const { fr, en } = ARCHIVE_FAILURES[Object.hasOwn(ARCHIVE_FAILURES, code) ? (code as ArchiveFailure) : 'ARCHIVE_NOT_MADE']
  return { fr, en }
}

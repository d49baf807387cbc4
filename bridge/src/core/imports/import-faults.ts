/** Of the table of faults.ts: what may be refused to who brings a file of rows in. */
export const IMPORT_FAULTS = {
  IMPORT_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Cet import n’existe pas.', en: 'There is no such import.' },
  IMPORT_TOO_LARGE: {
    status: 413,
    fhir: 'too-long',
    fr: 'Ce fichier est trop volumineux (10 Mo au plus) : partagez-le en plusieurs.',
    en: 'This file is too large (10 MB at most): split it.',
  },
  IMPORT_TOO_MANY_ROWS: {
    status: 413,
    fhir: 'too-long',
    fr: 'Ce fichier a trop de lignes (10 000 au plus, sans l’en-tête) : partagez-le en plusieurs.',
    en: 'This file has too many rows (10,000 at most, without the header): split it.',
  },
  IMPORT_TOO_MANY_COLUMNS: {
    status: 413,
    fhir: 'too-long',
    fr: 'Ce fichier a trop de colonnes (200 au plus) : est-ce le bon séparateur ?',
    en: 'This file has too many columns (200 at most): is the separator the right one?',
  },
  IMPORT_EMPTY: {
    status: 422,
    fhir: 'required',
    fr: 'Ce fichier n’a aucune ligne sous l’en-tête.',
    en: 'This file has no row below its header.',
  },
  IMPORT_IS_A_WORKBOOK: {
    status: 415,
    fhir: 'not-supported',
    fr: 'C’est un classeur (xlsx, ods) : dans le tableur, choisissez « Enregistrer sous », puis « CSV UTF-8 ».',
    en: 'This is a workbook (xlsx, ods): in the spreadsheet, choose “Save as”, then “CSV UTF-8”.',
  },
  IMPORT_NOT_CSV: {
    status: 415,
    fhir: 'structure',
    fr: 'Le corps de la demande doit être le fichier, de type text/csv.',
    en: 'The body of the request must be the file, as text/csv.',
  },
  IMPORT_NOT_TEXT: {
    status: 415,
    fhir: 'not-supported',
    fr: 'Ce fichier n’est pas du texte, ou pas dans cet encodage : choisissez-en un autre, ou enregistrez-le en « CSV UTF-8 ».',
    en: 'This file is no text, or not in this encoding: choose another one, or save it as “CSV UTF-8”.',
  },
  IMPORT_BAD_QUOTES: {
    status: 422,
    fhir: 'structure',
    fr: 'Un guillemet n’est pas à sa place : une cellule qui en contient est entre guillemets, et chacun y est doublé.',
    en: 'A quotation mark is out of place: a cell that holds one is quoted, and each is doubled in it.',
  },
  IMPORT_NOT_NOW: {
    status: 409,
    fhir: 'conflict',
    fr: 'L’import n’en est pas là : relisez où il en est.',
    en: 'The import is not at that step: read again how far it is.',
  },
  IMPORT_FIELD_UNKNOWN: {
    status: 422,
    fhir: 'not-found',
    fr: 'Une colonne est associée à un champ qui n’existe pas.',
    en: 'A column is mapped to a field that does not exist.',
  },
  IMPORT_FIELD_TWICE: {
    status: 422,
    fhir: 'duplicate',
    fr: 'Un champ ne peut venir que d’une colonne.',
    en: 'A field can come from one column alone.',
  },
  IMPORT_FIELD_MISSING: {
    status: 422,
    fhir: 'required',
    fr: 'Il manque la colonne d’un champ obligatoire.',
    en: 'The column of a field that is needed is missing.',
  },
} as const

import { ACCOUNT_FAULTS } from './account-faults.ts'
import { AUDIT_FAULTS } from './audit-faults.ts'
import { WEBHOOK_FAULTS } from './webhook-faults.ts'
import { EXPORT_FAULTS } from './exports/export-faults.ts'
import { IMPORT_FAULTS } from './imports/import-faults.ts'
import { MAIL_FAULTS } from './mails/mail-faults.ts'
import { RETENTION_FAULTS } from './retention-faults.ts'
import { STRUCTURE_FAULTS } from './structure-faults.ts'
import { SYSTEM_FAULTS } from './system-faults.ts'

/** What a caller may be refused, with its status, its FHIR issue code and its words. The only table. */
export const FAULTS = {
  ...ACCOUNT_FAULTS,
  ...AUDIT_FAULTS,
  ...WEBHOOK_FAULTS,
  ...MAIL_FAULTS,
  ...EXPORT_FAULTS,
  ...STRUCTURE_FAULTS,
  ...IMPORT_FAULTS,
  ...RETENTION_FAULTS,
  BAD_REQUEST: {
    status: 400,
    fhir: 'invalid',
    fr: 'La demande ne correspond pas à ce qui est attendu.',
    en: 'The request is not what was expected.',
  },
  BAD_JSON: {
    status: 400,
    fhir: 'structure',
    fr: 'Le corps de la demande n’est pas du JSON valide.',
    en: 'The body of the request is not valid JSON.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    fhir: 'too-long',
    fr: 'La demande est trop volumineuse (1 Mo au plus).',
    en: 'The request is too large (1 MB at most).',
  },
  NOT_JSON: {
    status: 415,
    fhir: 'structure',
    fr: 'Le corps de la demande doit être de type application/json.',
    en: 'The body of the request must be application/json.',
  },
  UNAUTHENTICATED: {
    status: 401,
    fhir: 'login',
    fr: 'Il faut une clé d’API valable (Authorization: Bearer …) ou une session.',
    en: 'A valid API key (Authorization: Bearer …) or a session is needed.',
  },
  SIGN_IN_NOT_RECOGNISED: {
    status: 401,
    fhir: 'login',
    fr: 'La messagerie n’a pas confirmé cette connexion : recommencez.',
    en: 'The homeserver did not confirm this sign-in: please try again.',
  },
  KEY_EXPIRED: {
    status: 401,
    fhir: 'expired',
    fr: 'Cette clé d’API a expiré ou a été révoquée.',
    en: 'This API key has expired or was revoked.',
  },
  SCOPE_MISSING: {
    status: 403,
    fhir: 'forbidden',
    fr: 'Cette clé d’API, ou ce compte, n’a pas le droit nécessaire.',
    en: 'This API key, or this account, lacks the right that is needed.',
  },
  NOT_AN_ADMINISTRATOR: {
    status: 403,
    fhir: 'forbidden',
    fr: 'Ce compte n’est pas celui d’un administrateur de la plateforme.',
    en: 'This is not the account of an administrator of the platform.',
  },
  CROSS_SITE: { status: 403, fhir: 'forbidden', fr: 'Cette demande vient d’un autre site.', en: 'This request comes from another site.' },
  ROUTE_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Cette adresse n’existe pas.', en: 'There is no such address.' },
  PERSON_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Ce professionnel n’existe pas.', en: 'There is no such professional.' },
  PATIENT_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Cet usager n’existe pas.', en: 'There is no such patient.' },
  CIRCLE_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Ce cercle de soins n’existe pas.', en: 'There is no such care circle.' },
  MEMBER_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Cette source ne place pas ce professionnel ici, ni maintenant ni plus tard.',
    en: 'This source does not place this professional here, now or later.',
  },
  ...SYSTEM_FAULTS,
  KEY_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Cette clé n’existe pas.', en: 'There is no such key.' },
  CANARY_RUN_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Ce contrôle n’existe pas.', en: 'There is no such check.' },
  DECISION_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Cette décision n’existe pas, ou n’est plus conservée.',
    en: 'There is no such decision, or it is no longer kept.',
  },
  NOT_THERE: {
    status: 404,
    fhir: 'not-found',
    fr: 'Ce professionnel n’est pas dans ce salon : il n’y a rien à y faire taire.',
    en: 'This professional is not in this room: there is nothing to silence there.',
  },
  ROOM_NOT_MADE: {
    status: 409,
    fhir: 'conflict',
    fr: 'Ce salon n’est pas encore ouvert : il le sera avec son premier membre.',
    en: 'This room is not open yet: it will be with its first member.',
  },
  REFERENCE_UNKNOWN: {
    status: 422,
    fhir: 'not-found',
    fr: 'La demande cite un objet qui n’existe pas.',
    en: 'The request cites something that does not exist.',
  },
  CHANGED_MEANWHILE: {
    status: 412,
    fhir: 'conflict',
    fr: 'L’objet a changé depuis votre lecture : relisez-le avant de le modifier.',
    en: 'It changed since you read it: read it again before you change it.',
  },
  BAD_PRECONDITION: {
    status: 400,
    fhir: 'invalid',
    fr: 'If-Match doit reprendre l’ETag reçu, par exemple "v3".',
    en: 'If-Match must repeat the ETag received, such as "v3".',
  },
  STILL_IN_USE: {
    status: 409,
    fhir: 'conflict',
    fr: 'Cet objet est encore utilisé : on ne peut pas le supprimer.',
    en: 'It is still in use: it cannot be deleted.',
  },
  NUMBER_TAKEN: {
    status: 409,
    fhir: 'duplicate',
    fr: 'Ce numéro est déjà celui d’un autre.',
    en: 'This number already belongs to another.',
  },
  LOCALPART_TAKEN: { status: 409, fhir: 'duplicate', fr: 'Cet identifiant de compte est déjà pris.', en: 'This account name is taken.' },
  LOCALPART_FIXED: {
    status: 409,
    fhir: 'business-rule',
    fr: 'L’identifiant d’un compte ne change jamais.',
    en: 'The name of an account never changes.',
  },
  END_BEFORE_START: { status: 400, fhir: 'invalid', fr: 'La fin doit être après le début.', en: 'The end must be after the start.' },
  CIRCLE_IS_CLOSED: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Ce cercle de soins est fermé : rouvrez-le avant d’y ajouter quelqu’un.',
    en: 'This care circle is closed: reopen it before adding anybody.',
  },
  PERSON_DEPARTED: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Ce professionnel a quitté la plateforme.',
    en: 'This professional has left the platform.',
  },
  TWICE_IN_SNAPSHOT: {
    status: 400,
    fhir: 'duplicate',
    fr: 'Ce professionnel figure deux fois dans la liste.',
    en: 'This professional appears twice in the list.',
  },
  EMPTY_SNAPSHOT: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Une liste vide ferait sortir tout le monde : ajoutez confirmEmpty=true si c’est bien ce que vous voulez.',
    en: 'An empty list would remove everybody: add confirmEmpty=true if that is what you want.',
  },
  ONLY_WITH_ALL_RIGHTS: { status: 403, fhir: 'forbidden', fr: 'Il faut le droit * pour cela.', en: 'The scope * is needed for that.' },
  HOMESERVER_UNAVAILABLE: {
    status: 503,
    fhir: 'transient',
    fr: 'Le serveur de messagerie ne répond pas : réessayez dans un instant.',
    en: 'The homeserver does not answer: try again in a moment.',
  },
  DATABASE_UNAVAILABLE: {
    status: 503,
    fhir: 'transient',
    fr: 'La base de données ne répond pas : réessayez dans un instant.',
    en: 'The database does not answer: try again in a moment.',
  },
  INTERNAL: {
    status: 500,
    fhir: 'exception',
    fr: 'Une erreur de notre côté ; elle est enregistrée.',
    en: 'An error on our side; it has been recorded.',
  },
} as const satisfies Record<string, { status: number; fhir: string; fr: string; en: string }>
export type FaultCode = keyof typeof FAULTS

/** A refusal to a caller. `path` is the field at fault; anything thrown that is not a Fault is a bug. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly path: string | undefined
  readonly errors: readonly { path: string; message: string }[] | undefined
  /** Of what is asked too often: when to come back. */
  readonly retryAfterSeconds: number | undefined

  constructor(code: FaultCode, path?: string, errors?: readonly { path: string; message: string }[], retryAfterSeconds?: number) {
    super(code)
    this.code = code
    this.path = path
    this.errors = errors
    this.retryAfterSeconds = retryAfterSeconds
  }
}

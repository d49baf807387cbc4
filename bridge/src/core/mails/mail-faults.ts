import { REFUSALS, type RefusalCode } from 'policies'

/** The rules' own words, for who asks by the API. */
const asTheRulesSay = <const Code extends RefusalCode>(...codes: readonly Code[]) =>
  Object.fromEntries(codes.map((code) => [code, { status: 422, fhir: 'business-rule', fr: REFUSALS[code].fr, en: REFUSALS[code].en }])) as {
    readonly [Name in Code]: { readonly status: 422; readonly fhir: 'business-rule'; readonly fr: string; readonly en: string }
  }

/** Of the messagerie interne (faults.ts is the table). */
export const MAIL_FAULTS = {
  MAIL_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Ce message n’existe pas, ou n’est plus dans vos conversations.',
    en: 'There is no such mail, or it is no longer in your conversations.',
  },
  MAIL_KEY_REUSED: {
    status: 409,
    fhir: 'conflict',
    fr: 'Cette clé a déjà servi à envoyer un autre message.',
    en: 'This key was already used to send another mail.',
  },
  MAIL_NOT_RECEIVED: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Seul un message reçu se marque comme lu ou non lu.',
    en: 'Only a received mail can be marked as read or unread.',
  },
  MAIL_WITHOUT_RECIPIENT: {
    status: 422,
    fhir: 'required',
    fr: 'Il faut dire à qui le message est destiné (to), ou auquel il répond (replyTo).',
    en: 'Say to whom the mail goes (to), or which one it answers (replyTo).',
  },
  ABSENCE_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Aucune absence n’est déclarée.', en: 'No absence is declared.' },
  ...asTheRulesSay(
    'ACCOUNT_NOT_ACTIVE',
    'MAIL_NEEDS_SOMEBODY',
    'MAIL_TO_TOO_MANY',
    'MAIL_TO_A_STRANGER',
    'MAIL_TO_THE_SERVICE',
    'MAIL_TO_A_DEPARTED',
    'MAIL_TO_A_SUSPENDED',
    'ATTACHMENT_GONE',
    'ATTACHMENT_NOT_YOURS',
    'TOO_MANY_ATTACHMENTS',
    'TOO_LONG',
  ),
} as const

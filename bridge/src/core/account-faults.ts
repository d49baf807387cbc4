import { PUSH_FAULTS } from './push-faults.ts'

/** Of the table of faults.ts: about passwords, the links to choose one, sessions and their devices. */
export const ACCOUNT_FAULTS = {
  CONFIRMATION_NEEDED: {
    status: 403,
    fhir: 'login',
    fr: 'Cet acte demande que vous donniez à nouveau votre mot de passe.',
    en: 'This act asks you to give your password again.',
  },
  CONFIRMATION_OF_SOMEBODY_ELSE: {
    status: 403,
    fhir: 'forbidden',
    fr: 'Ce n’est pas votre compte qui a été confirmé.',
    en: 'It is not your account that was confirmed.',
  },
  REASON_NEEDED: {
    status: 400,
    fhir: 'required',
    fr: 'Donnez un motif : il est enregistré avec l’acte.',
    en: 'Give a reason: it is recorded with the act.',
  },
  ...PUSH_FAULTS,
  ACCESS_LINK_DEAD: {
    status: 410,
    fhir: 'expired',
    fr: 'Ce lien ne sert plus : il a expiré, a déjà servi ou a été remplacé par un plus récent. Demandez-en un autre.',
    en: 'This link does not work any more: it has expired, was used or was replaced by a newer one. Ask for another.',
  },
  ACCESS_LINK_BUSY: {
    status: 409,
    fhir: 'conflict',
    fr: 'Ce lien est en train de servir : attendez un instant, puis essayez de vous connecter.',
    en: 'This link is being used: wait a moment, then try to sign in.',
  },
  TOO_MANY_TRIES: {
    status: 429,
    fhir: 'throttled',
    fr: 'Trop d’essais en peu de temps : attendez avant de recommencer.',
    en: 'Too many tries in a short time: wait before you try again.',
  },
  NO_MAIL_SERVER: {
    status: 409,
    fhir: 'not-supported',
    fr: 'Cette messagerie n’envoie pas d’e-mail : demandez un lien à un administrateur.',
    en: 'This messenger sends no e-mail: ask an administrator for a link.',
  },
  PERSON_WITHOUT_EMAIL: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Ce professionnel n’a pas d’adresse e-mail : ajoutez-la, ou transmettez-lui le lien vous-même.',
    en: 'This professional has no e-mail address: add it, or hand the link over yourself.',
  },
  PERSON_SUSPENDED: {
    status: 409,
    fhir: 'business-rule',
    fr: 'Ce professionnel est suspendu : rendez-le actif d’abord.',
    en: 'This professional is suspended: make them active first.',
  },
  PASSWORD_TELLS_WHO: {
    status: 422,
    fhir: 'business-rule',
    fr: 'Ce mot de passe contient le nom ou l’identifiant de la personne : choisissez-en un autre.',
    en: 'This password contains the name or the identifier of the person: choose another one.',
  },
  PASSWORD_WRONG: {
    status: 403,
    fhir: 'forbidden',
    fr: 'Ce n’est pas le mot de passe actuel.',
    en: 'This is not the present password.',
  },
  PRESENT_PASSWORD_NEEDED: {
    status: 400,
    fhir: 'required',
    fr: 'Il faut le mot de passe actuel pour en changer.',
    en: 'The present password is needed to change it.',
  },
  SESSION_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Cette session n’existe pas, ou plus.',
    en: 'There is no such session, or no longer.',
  },
  NO_CURRENT_SESSION: {
    status: 400,
    fhir: 'invalid',
    fr: 'Seul un professionnel, par sa propre session, peut la garder.',
    en: 'Only a professional, by their own session, can keep it.',
  },
} as const

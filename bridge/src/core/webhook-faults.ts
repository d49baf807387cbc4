/** About systems that are told of what is recorded. */
export const WEBHOOK_FAULTS = {
  WEBHOOK_UNKNOWN: { status: 404, fhir: 'not-found', fr: 'Ce webhook n’existe pas.', en: 'There is no such webhook.' },
  DELIVERY_UNKNOWN: {
    status: 404,
    fhir: 'not-found',
    fr: 'Ce webhook n’a pas d’envoi de cet événement, ou il n’est plus conservé : reprenez « à partir de » lui.',
    en: 'This webhook has no delivery of this event, or it is no longer kept: replay “from” it.',
  },
  WEBHOOK_ADDRESS_REFUSED: {
    status: 422,
    fhir: 'business-rule',
    fr: 'Cette adresse n’est pas acceptée : il faut https, un nom qui mène à une adresse publique, ni identifiant ni mot de passe.',
    en: 'This address is not accepted: it must be https, a name that leads to a public address, without name or password.',
  },
  TOO_MANY_WEBHOOKS: { status: 409, fhir: 'too-costly', fr: 'Il y a déjà 100 webhooks.', en: 'There are 100 webhooks already.' },
} as const

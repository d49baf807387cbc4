/** The sentences of those who leave for good; same rules as fr.ts. */
export const frDepartures = {
  'departure.title': 'Départ de {name}',
  'departure.effects': 'Dès maintenant :',
  'departure.effect.access':
    'tous ses emplois et toutes ses places dans les cercles de soins prennent fin, dans toutes les structures : plus aucun journal, passé compris ;',
  'departure.effect.sessions': 'ses sessions se ferment sur tous ses appareils ;',
  'departure.effect.mail': 'qui lui écrit apprend son départ, et à qui s’adresser ;',
  'departure.effect.kept': 'ce que cette personne a écrit et déposé reste.',
  'departure.contact': 'À qui écrire désormais (facultatif)',
  'departure.contact.help': 'Indiqué à ceux qui lui écrivent. Au moins deux lettres de son nom.',
  'departure.reason.help': 'Conservé dans l’historique. Pas d’information de santé.',
  'departure.act': 'Enregistrer le départ',
  'departure.failed': 'Le départ n’a pas été enregistré',
  'departure.done': 'Départ enregistré : {name}',
  'departure.circles.none': 'Chacun de ses cercles de soins compte encore quelqu’un de la structure.',
  'departure.circles':
    '{count, plural, one {Ce cercle de soins n’a plus personne de la structure :} other {Ces # cercles de soins n’ont plus personne de la structure :}}',
  'departure.more': 'Cercles suivants',
  'departure.circle': 'Cercle {id}, que vous ne suivez pas',
  'departure.held': 'Départ en attente : {name}',
  'departure.held.waits': 'Un administrateur doit approuver ce départ.',
  'departure.held.effect':
    '{count, plural, one {# accès prendrait fin d’un coup.} other {# accès prendraient fin d’un coup.}} D’ici là rien ne change : {name} garde ses accès et ses sessions.',
  'departure.held.next': 'La décision vous sera dite dans vos notifications. La demande reste affichée sur cette page tant qu’elle attend.',
  'departure.held.list': 'Départs en attente d’un administrateur',
  'departure.held.list.lead':
    'Ils mettraient fin à beaucoup d’accès d’un coup. Rien n’est changé tant qu’un administrateur n’a pas décidé.',
  'departure.held.accesses': '{count, plural, one {# accès prendrait fin} other {# accès prendraient fin}}',
  'departure.held.by': 'demandé par {name} le {when}',
  'departure.held.state': 'En attente',
  'departure.held.number': 'n° {id}',
  'departure.held.more': 'Départs suivants',
} as const

import type { DemoPerson } from './content.ts'

/**
 * No RPPS number begins with 999 and the telephone numbers are of the ranges that the ARCEP keeps for fiction. Social workers
 * have no RPPS number.
 */
export const PEOPLE = {
  beaurepaire: {
    body: {
      givenName: 'Claire',
      familyName: 'Beaurepaire',
      profession: 'Responsable du DAC',
      email: 'claire.beaurepaire@exemple.fr',
      telephone: '01 99 00 12 01',
      administrator: true,
    },
    works: [{ at: 'demo-dac-haut-vallon', role: 'manager', from: -900 }],
  },
  haddad: {
    body: {
      givenName: 'Samira',
      familyName: 'Haddad',
      profession: 'Infirmière coordinatrice',
      rpps: '99900000011',
      email: 'samira.haddad@exemple.fr',
      telephone: '01 99 00 12 04',
      // Two administrators: what one asks for that is dangerous, the other approves.
      administrator: true,
    },
    works: [{ at: 'demo-dac-haut-vallon', role: 'editor', from: -610 }],
  },
  morel: {
    body: {
      givenName: 'Julien',
      familyName: 'Morel',
      profession: 'Assistant de service social',
      email: 'julien.morel@exemple.fr',
      telephone: '01 99 00 12 05',
    },
    works: [{ at: 'demo-dac-haut-vallon', role: 'member', from: -420 }],
  },
  ferrand: {
    body: {
      givenName: 'Nadège',
      familyName: 'Ferrand',
      profession: 'Ergothérapeute',
      rpps: '99900000029',
      email: 'nadege.ferrand@exemple.fr',
      telephone: '01 99 00 12 07',
    },
    works: [{ at: 'demo-dac-haut-vallon', role: 'member', from: -260 }],
  },
  lemoine: {
    body: {
      givenName: 'Brigitte',
      familyName: 'Lemoine',
      profession: 'Coordinatrice de parcours',
      email: 'brigitte.lemoine@exemple.fr',
      telephone: '01 99 00 12 03',
      status: 'departed',
    },
    works: [{ at: 'demo-dac-haut-vallon', role: 'editor', from: -880, until: -45, reason: 'Départ à la retraite' }],
  },
  caradec: {
    body: {
      givenName: 'Hélène',
      familyName: 'Caradec',
      profession: 'Médecin généraliste',
      rpps: '99900000037',
      email: 'helene.caradec@exemple.fr',
      telephone: '01 99 00 34 10',
    },
    works: [{ at: 'demo-msp-tilleuls', role: 'manager', from: -1200 }],
  },
  rivoire: {
    body: {
      givenName: 'Thomas',
      familyName: 'Rivoire',
      profession: 'Infirmier libéral',
      rpps: '99900000045',
      email: 'thomas.rivoire@exemple.fr',
      telephone: '06 39 98 21 14',
    },
    works: [{ at: 'demo-msp-tilleuls', role: 'member', from: -800 }],
  },
  benmoussa: {
    body: {
      givenName: 'Aïcha',
      familyName: 'Benmoussa',
      profession: 'Infirmière libérale',
      rpps: '99900000052',
      email: 'aicha.benmoussa@exemple.fr',
      telephone: '06 39 98 21 37',
    },
    works: [{ at: 'demo-msp-tilleuls', role: 'member', from: -540 }],
  },
  delorme: {
    body: {
      givenName: 'Mathieu',
      familyName: 'Delorme',
      profession: 'Masseur-kinésithérapeute',
      rpps: '99900000060',
      email: 'mathieu.delorme@exemple.fr',
      telephone: '06 39 98 21 52',
    },
    works: [{ at: 'demo-msp-tilleuls', role: 'member', from: -700 }],
  },
  aubertin: {
    body: {
      givenName: 'Lucie',
      familyName: 'Aubertin',
      profession: 'Pharmacienne',
      rpps: '99900000078',
      email: 'lucie.aubertin@exemple.fr',
      telephone: '01 99 00 34 28',
    },
    works: [{ at: 'demo-msp-tilleuls', role: 'editor', from: -650 }],
  },
  roussel: {
    body: {
      givenName: 'Émeline',
      familyName: 'Roussel',
      profession: 'Sage-femme',
      rpps: '99900000086',
      email: 'emeline.roussel@exemple.fr',
      telephone: '06 39 98 21 66',
    },
    works: [{ at: 'demo-msp-tilleuls', role: 'member', from: -330 }],
  },
  pellegrin: {
    body: {
      givenName: 'Antoine',
      familyName: 'Pellegrin',
      profession: 'Médecin gériatre',
      rpps: '99900000094',
      email: 'antoine.pellegrin@exemple.fr',
      telephone: '01 99 00 56 40',
    },
    works: [{ at: 'demo-ch-valclair', role: 'member', from: -1100 }],
  },
  lantier: {
    body: {
      givenName: 'Sophie',
      familyName: 'Lantier',
      profession: 'Infirmière coordinatrice HAD',
      rpps: '99900000102',
      email: 'sophie.lantier@exemple.fr',
      telephone: '01 99 00 56 62',
    },
    works: [{ at: 'demo-ch-valclair', role: 'manager', from: -480 }],
  },
  carvalho: {
    body: {
      givenName: 'Inès',
      familyName: 'Carvalho',
      profession: 'Médecin de soins palliatifs',
      rpps: '99900000110',
      email: 'ines.carvalho@exemple.fr',
      telephone: '01 99 00 56 75',
    },
    works: [{ at: 'demo-ch-valclair', role: 'member', from: -390 }],
  },
} as const satisfies Record<string, DemoPerson>

export type Who = keyof typeof PEOPLE

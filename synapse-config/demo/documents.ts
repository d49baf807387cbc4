import type { Said } from './content.ts'

/** A folder of the DAC, and what its editors and managers deposit there: a caption, and the file that it is about. */
export interface DemoFolder {
  readonly name: string
  readonly deposits: readonly Said[]
}

export const FOLDERS: readonly DemoFolder[] = [
  {
    name: 'Documents généraux',
    deposits: [
      [
        'haddad',
        'Trame du plan personnalisé de coordination en santé',
        {
          name: 'trame-pps-v3.txt',
          text: 'Trame du plan personnalisé de coordination en santé, version 3\n\n1. Synthèse en une page (situation, objectifs de la personne, qui fait quoi)\n2. Personne de confiance, mesure de protection et nom du mandataire\n3. Cercle de soins et numéros directs\n4. Objectifs, actions, échéances\n5. Conduite à tenir la nuit et le week-end\n6. Accord de la personne, date de réévaluation\n',
        },
      ],
      [
        'beaurepaire',
        'Permanence téléphonique',
        {
          name: 'permanence-telephonique.txt',
          text: 'Permanence téléphonique du DAC : de 9 h à 17 h, du lundi au vendredi, 01 99 00 12 00.\nEn dehors de ces heures, le répondeur renvoie vers le 15 pour les urgences.\nMerci de ne pas communiquer les lignes directes aux familles.\n',
        },
      ],
    ],
  },
  {
    name: 'Protocoles',
    deposits: [
      [
        'haddad',
        'Aide-mémoire « sortie d’hospitalisation »',
        {
          name: 'aide-memoire-sortie.txt',
          text: 'Aide-mémoire « sortie d’hospitalisation »\n\n• La veille : ordonnance à la pharmacie, lettre de liaison au médecin traitant, matériel livré\n• Le jour même : passage infirmier, anciens médicaments retirés, numéros utiles affichés\n• À 48 h : appel à la personne et à l’aidant\n• À 8 jours : point dans le journal de l’usager\n',
        },
      ],
    ],
  },
  {
    name: 'Réunions d’équipe',
    deposits: [
      [
        'beaurepaire',
        'Décisions de la réunion de jeudi',
        {
          name: 'reunion-jeudi.txt',
          text: 'Permanence de 9 h à 17 h, une personne par demi-journée.\nNadège tient le registre du matériel.\nSamira propose une nouvelle trame du plan personnalisé d’ici quinze jours.\n',
        },
      ],
    ],
  },
]

import type { Said } from './content.ts'

/** Texts of the documents room, by an editor and a manager of the DAC. */
export const documents: readonly Said[] = [
  [
    'haddad',
    'Trame du plan personnalisé de coordination en santé, version 3\n\n1. Synthèse en une page (situation, objectifs de la personne, qui fait quoi)\n2. Personne de confiance, mesure de protection et nom du mandataire\n3. Cercle de soins et numéros directs\n4. Objectifs, actions, échéances\n5. Conduite à tenir la nuit et le week-end\n6. Accord de la personne, date de réévaluation',
  ],
  [
    'haddad',
    'Aide-mémoire « sortie d’hospitalisation »\n\n• La veille : ordonnance à la pharmacie, lettre de liaison au médecin traitant, matériel livré\n• Le jour même : passage infirmier, anciens médicaments retirés, numéros utiles affichés\n• À 48 h : appel à la personne et à l’aidant\n• À 8 jours : point dans le journal de l’usager',
  ],
  [
    'beaurepaire',
    'Permanence téléphonique du DAC : de 9 h à 17 h, du lundi au vendredi, 01 99 00 12 00. En dehors de ces heures, le répondeur renvoie vers le 15 pour les urgences. Merci de ne pas communiquer les lignes directes aux familles.',
  ],
]

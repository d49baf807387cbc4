import type { DemoCircle } from '../content.ts'

/** After a hip fracture, up to the entry into a nursing home: a circle that is closed. */
export const fontanel: DemoCircle = {
  id: 'demo-cercle-fontanel',
  patient: {
    id: 'demo-usager-fontanel',
    body: {
      displayName: 'René FONTANEL',
      identifiers: [
        { system: 'https://exemple.fr/identifiants/usager', value: 'HV-01845' },
        { system: 'https://exemple.fr/identifiants/ins-fictif', value: 'FICTIF-1-38-99-402' },
      ],
    },
  },
  structure: 'demo-dac-haut-vallon',
  closed: 'Entrée en EHPAD, relais pris par l’équipe de l’établissement',
  members: [
    { who: 'pellegrin', role: 'Gériatre hospitalier', from: -95 },
    { who: 'caradec', role: 'Médecin traitant', from: -95 },
    { who: 'lemoine', role: 'Référente de parcours', from: -94, until: -45, reason: 'Départ à la retraite' },
    { who: 'ferrand', role: 'Référente de parcours', from: -45, reason: 'Relais de Brigitte Lemoine' },
  ],
  messages: [
    [
      'pellegrin',
      'M. Fontanel, 88 ans, opéré d’une fracture du col du fémur, rééducation terminée. Marche avec déambulateur sur 30 m. Il veut rentrer chez lui : je propose un retour accompagné, à réévaluer à un mois.',
    ],
    [
      'ferrand',
      'Je reprends le dossier après Brigitte. Domicile vu : lit descendu au rez-de-chaussée, barre d’appui posée. Le SSIAD assure la toilette du matin, et le portage de repas démarre lundi.',
    ],
    ['caradec', 'Vu chez lui. Cicatrice propre, moral moyen : il n’a pas quitté sa chambre depuis dimanche.'],
    ['ferrand', 'Le SSIAD signale deux repas sur trois non touchés et une perte de 3 kg. La voisine passe moins qu’avant.'],
    ['caradec', 'Compléments prescrits, bilan sanguin demandé. Antoine, une place en hôpital de jour pour une évaluation complète ?'],
    ['pellegrin', 'Oui, jeudi à 9 h. Bilan nutritionnel, humeur, fonctions cognitives, et on reparle du projet avec lui.'],
    [
      'pellegrin',
      'Synthèse : dépression débutante, dénutrition modérée, pas de trouble cognitif majeur. Il dit lui-même « je ne veux plus être seul le soir ». Il évoque la résidence où vit son ancien collègue.',
    ],
    [
      'pellegrin',
      'La synthèse de l’hôpital de jour.',
      {
        name: 'synthese-hopital-de-jour.pdf',
        title: 'Hôpital de jour : synthèse',
        lines: [
          'Nutrition : dénutrition modérée, compléments deux fois par jour.',
          'Humeur : épisode dépressif débutant.',
          'Cognition : pas de trouble majeur.',
          'Souhait exprimé : ne plus être seul le soir.',
        ],
      },
    ],
    [
      'ferrand',
      'Visite de l’EHPAD Les Aulnes faite avec lui et sa nièce. Une chambre se libère dans trois semaines. Il a demandé s’il pouvait emporter son établi : réponse oui, il y a un atelier.',
    ],
    [
      'caradec',
      'Dossier médical d’admission rempli. Son consentement est clair et réitéré. Traitement antidépresseur commencé, à poursuivre là-bas.',
    ],
    [
      'ferrand',
      'Entrée faite ce matin, accompagné de sa nièce. Transmission orale à la cadre de l’EHPAD, plan personnalisé remis. Je propose de fermer le cercle en fin de semaine.',
    ],
    ['caradec', 'D’accord. Je reste son médecin traitant aux Aulnes. Merci à tous.'],
  ],
}

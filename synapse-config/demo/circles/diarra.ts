import type { DemoCircle } from '../content.ts'

/** Pregnancy with gestational diabetes, in an unhealthy dwelling. */
export const diarra: DemoCircle = {
  id: 'demo-cercle-diarra',
  patient: {
    id: 'demo-usager-diarra',
    body: {
      displayName: 'Aminata DIARRA',
      identifiers: [
        { system: 'https://exemple.fr/identifiants/usager', value: 'HV-02104' },
        { system: 'https://exemple.fr/identifiants/ins-fictif', value: 'FICTIF-2-97-99-311' },
      ],
    },
  },
  structure: 'demo-dac-haut-vallon',
  members: [
    { who: 'roussel', role: 'Sage-femme, suivi de grossesse', from: -58 },
    { who: 'caradec', role: 'Médecin traitant', from: -58 },
    { who: 'morel', role: 'Assistant social référent', from: -55, until: -33, reason: 'Congé de paternité' },
    { who: 'morel', role: 'Assistant social référent', from: -12, reason: 'Retour de congé' },
    {
      who: 'beaurepaire',
      role: 'Intérim de l’accompagnement social',
      from: -33,
      until: -12,
      reason: 'Remplacement de Julien Morel pendant son congé',
    },
    { who: 'benmoussa', role: 'Infirmière libérale', from: -40, reason: 'Éducation à l’autosurveillance glycémique' },
  ],
  messages: [
    [
      'roussel',
      'Mme Diarra, 29 ans, 27 SA, deux enfants de 3 et 5 ans. Diabète gestationnel confirmé. Très motivée, mais le logement m’inquiète : moisissures sur tout le mur de la chambre, une seule pièce chauffée.',
    ],
    [
      'caradec',
      'Je connais la famille. L’aîné est sous traitement de fond pour l’asthme, aggravé ces derniers mois. Je fais un certificat qui relie les deux, avec l’accord de la maman.',
    ],
    [
      'benmoussa',
      'Première séance d’éducation : lecteur bien compris, carnet commencé. À jeun 0,98 ce matin. Elle saute le petit déjeuner pour laisser de quoi manger aux enfants.',
    ],
    [
      'morel',
      'Bonjour, de retour dans le cercle. J’ai repris les notes de Claire : signalement à la mairie déposé, colis alimentaires en place chaque mercredi. Je vois Mme Diarra demain.',
    ],
    [
      'morel',
      'Visite faite avec photos, humidimètre à plus de 80 %. Le bailleur ne répond plus depuis deux mois. Je saisis l’agence régionale de santé pour insalubrité et je demande une aide financière au département.',
    ],
    ['roussel', 'Merci. 29 SA, tension 12/7, bébé eutrophe, mouvements bien perçus. Elle mange mieux depuis les colis.'],
    [
      'benmoussa',
      'Glycémies de la semaine : à jeun entre 0,96 et 1,04, après repas correctes. On reste au-dessus de l’objectif le matin malgré les efforts.',
    ],
    ['benmoussa', 'Les glycémies à jeun de la semaine, jour par jour.', { name: 'glycemies.png', bars: [98, 102, 96, 104, 99, 101, 97] }],
    ['caradec', 'Le diabétologue de l’hôpital la reçoit lundi à 9 h. Qui peut garder les enfants ?'],
    ['morel', 'La halte-garderie prend la petite, et l’école ouvre à 7 h 30 pour le grand. Bon de transport établi.'],
    [
      'roussel',
      'Compte rendu du diabétologue : insuline lente le soir, faible dose. Aïcha, peux-tu assurer les premières injections avec elle ?',
    ],
    ['benmoussa', 'Oui, trois soirs de suite, puis elle fera seule devant moi.'],
    ['benmoussa', 'Autonome dès le deuxième soir, technique impeccable. Resucrage et signes d’hypoglycémie revus, son mari était là.'],
    [
      'morel',
      'L’inspecteur de salubrité est passé mardi. Son avis oral est clair : pièce impropre au sommeil. Rapport sous quinze jours. En parallèle, le service logement étudie un relogement avant la naissance.',
    ],
    ['roussel', 'En attendant, pourrait-on au moins sortir les lits de la chambre humide ? Elle y dort avec les deux petits.'],
    [
      'morel',
      'Un chauffage d’appoint aux normes et deux matelas ont été livrés par l’association ce matin. Tout le monde dort dans le séjour depuis hier.',
    ],
    ['caradec', 'L’aîné tousse nettement moins. Je garde un œil.'],
    ['benmoussa', 'À jeun 0,91 et 0,93 ces deux derniers jours. Elle est fière, elle m’a montré son carnet en premier.'],
    [
      'roussel',
      '32 SA. Tout va bien côté bébé. Je prépare avec elle le projet de naissance et l’inscription en maternité. Prévoir une visite de PMI dès le retour.',
    ],
    ['morel', 'Proposition de relogement reçue : un T3 à Valclair, chauffé, près de l’école. Visite samedi. Je l’accompagne.'],
  ],
}

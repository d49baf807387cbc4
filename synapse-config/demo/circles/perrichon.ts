import type { DemoCircle } from '../content.ts'

/** Diabetes, a wound of the foot, a cluttered house, a legal guardian. */
export const perrichon: DemoCircle = {
  id: 'demo-cercle-perrichon',
  patient: {
    id: 'demo-usager-perrichon',
    body: {
      displayName: 'Gérard PERRICHON',
      identifiers: [
        { system: 'https://exemple.fr/identifiants/usager', value: 'HV-01987' },
        { system: 'https://exemple.fr/identifiants/ins-fictif', value: 'FICTIF-1-60-99-127' },
      ],
    },
  },
  structure: 'demo-msp-tilleuls',
  members: [
    { who: 'caradec', role: 'Médecin traitant', from: -150 },
    { who: 'lemoine', role: 'Référente de parcours', from: -140, until: -45, reason: 'Départ à la retraite' },
    { who: 'rivoire', role: 'Infirmier libéral', from: -145 },
    { who: 'benmoussa', role: 'Infirmière libérale, remplaçante', from: -110, until: -88, reason: 'Remplacement pendant des congés' },
    { who: 'benmoussa', role: 'Infirmière libérale, en alternance', from: -20, reason: 'Pansement quotidien, deux infirmiers nécessaires' },
    { who: 'morel', role: 'Assistant social', from: -130 },
    { who: 'aubertin', role: 'Pharmacienne', from: -100 },
  ],
  messages: [
    [
      'rivoire',
      'M. Perrichon m’a enfin laissé voir son pied droit. Plaie sous la tête du premier métatarsien, 2 cm, fond fibrineux, pas d’odeur. Il marche dessus en espadrilles.',
    ],
    [
      'caradec',
      'Vu en photo sur ma messagerie sécurisée, merci. Mal perforant : décharge stricte, pansement quotidien, bilan biologique. Dernière HbA1c à 9,4 %. Je demande la consultation pied diabétique en urgence.',
    ],
    [
      'aubertin',
      'Les pansements sont prêts. Il n’est pas venu chercher sa metformine depuis six semaines. Je peux livrer, si quelqu’un m’ouvre : le passage est encombré jusqu’au portail.',
    ],
    [
      'morel',
      'Je connais la situation : accumulation ancienne, une pièce sur trois praticable. Il a refusé le nettoyage complet la dernière fois. Par petits pas il accepte : on peut commencer par dégager le couloir.',
    ],
    [
      'rivoire',
      'D’accord pour le couloir. C’est surtout le fauteuil qui compte : pour la décharge il lui faut un endroit où s’asseoir jambe allongée.',
    ],
    [
      'morel',
      'J’ai eu sa mandataire judiciaire (curatelle renforcée). Elle débloque 300 € pour une benne et deux heures d’aide, à condition que M. Perrichon signe. Je passe le voir mardi.',
    ],
    ['morel', 'Il a signé. Il garde ses journaux de chasse, c’était la seule condition. Intervention vendredi matin.'],
    [
      'benmoussa',
      'Je prends les pansements en alternance avec Thomas, week-ends compris. Aujourd’hui : plaie stable, peau autour macérée. Il a gardé la chaussure de décharge toute la matinée, à le croire.',
    ],
    ['rivoire', 'Glycémie capillaire 3,12 ce matin, il n’avait pas pris son insuline la veille : « plus d’aiguilles ». Qui commande ?'],
    ['aubertin', 'C’est corrigé : renouvellement automatique mis en place, livraison le premier lundi du mois, aiguilles comprises.'],
    ['caradec', 'Passons l’insuline au passage infirmier du matin pour deux mois. Ordonnance faite. Thomas, Aïcha, c’est faisable ?'],
    ['benmoussa', 'Oui, on la couple avec le pansement.'],
    [
      'morel',
      'Couloir et séjour dégagés, le fauteuil est près de la fenêtre. Il a offert le café à l’équipe. Le chauffage, lui, ne marche plus : devis demandé, la mandataire est au courant.',
    ],
    [
      'morel',
      'Le devis du chauffagiste.',
      {
        name: 'devis-chaudiere.pdf',
        title: 'Devis : remise en état de la chaudière',
        lines: [
          'Remplacement du circulateur et de la vanne : 312 euros.',
          'Main d’oeuvre, trois heures : 165 euros.',
          'Total : 477 euros, valable un mois.',
          'À l’attention de la mandataire judiciaire.',
        ],
      },
    ],
    ['rivoire', 'Depuis hier bord de plaie rouge sur 1 cm, un peu chaud, pas de fièvre. Je préfère un avis aujourd’hui.'],
    [
      'caradec',
      'Passée à 18 h : début d’infection superficielle, prélèvement fait, antibiotique dix jours. Signes d’alerte expliqués : fièvre, rougeur qui monte, odeur. Au moindre doute, hospitalisation.',
    ],
    [
      'benmoussa',
      'Troisième jour d’antibiotique : rougeur réduite de moitié, apyrétique. Il demande quand il pourra retourner au jardin : bon signe.',
    ],
    [
      'morel',
      'Consultation pied diabétique confirmée pour jeudi, VSL réservé. La chaudière est réparée. La mandataire propose un portage de repas : il veut d’abord goûter.',
    ],
    [
      'rivoire',
      'Retour de consultation : pas d’ostéite à la radio, poursuite de la décharge, semelles sur mesure prescrites. Plaie à 1,4 cm.',
    ],
    [
      'caradec',
      'Très bon travail de tous. On refait le point ici dans deux semaines, et je ferai le certificat pour le renouvellement de l’ALD.',
    ],
  ],
}

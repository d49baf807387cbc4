import type { DemoCircle } from '../content.ts'

/** Severe COPD, back home after a hospital stay. */
export const kowalczyk: DemoCircle = {
  id: 'demo-cercle-kowalczyk',
  patient: {
    id: 'demo-usager-kowalczyk',
    body: {
      displayName: 'Stanislas KOWALCZYK',
      identifiers: [
        { system: 'https://exemple.fr/identifiants/usager', value: 'HV-02077' },
        { system: 'https://exemple.fr/identifiants/ins-fictif', value: 'FICTIF-1-55-99-204' },
      ],
    },
  },
  structure: 'demo-dac-haut-vallon',
  members: [
    { who: 'caradec', role: 'Médecin traitant', from: -60 },
    { who: 'lantier', role: 'Coordination HAD', from: -28, reason: 'Sortie d’hospitalisation' },
    { who: 'benmoussa', role: 'Infirmière libérale', from: -27 },
    { who: 'delorme', role: 'Kinésithérapeute', from: -27 },
    { who: 'haddad', role: 'Référente de parcours', from: -30 },
    { who: 'aubertin', role: 'Pharmacienne', from: -26 },
    { who: 'carvalho', role: 'Avis soins de support', from: 6, reason: 'Consultation de soins de support programmée' },
  ],
  messages: [
    [
      'lantier',
      'M. Kowalczyk sort de pneumologie après douze jours pour exacerbation de BPCO. Retour demain en début d’après-midi, oxygène 1,5 l/min, VNI la nuit. Le prestataire installe l’extracteur à 11 h.',
    ],
    [
      'haddad',
      'Bien reçu. Il vit seul au deuxième étage sans ascenseur. Sa sœur Halina sera présente les trois premiers jours. L’aide-ménagère reprend lundi.',
    ],
    ['benmoussa', 'Je prends le passage du matin et du soir à partir de demain. Est-ce que l’ordonnance de sortie est disponible ?'],
    ['lantier', 'Envoyée à la pharmacie à l’instant, et la lettre de liaison au Dr Caradec. Corticoïdes encore cinq jours, puis arrêt.'],
    [
      'lantier',
      'La lettre de liaison de pneumologie.',
      {
        name: 'lettre-de-liaison.pdf',
        title: 'Lettre de liaison',
        lines: [
          'Hospitalisation de douze jours pour exacerbation de BPCO.',
          'Oxygène 1,5 l/min, ventilation non invasive la nuit.',
          'Corticoïdes encore cinq jours, puis arrêt.',
          'Objectif de saturation : 88 à 92 %.',
        ],
      },
    ],
    [
      'aubertin',
      'Ordonnance reçue, préparée, livrée ce soir à la sœur. Attention : deux inhalateurs ont été changés, les anciens sont encore dans sa table de nuit. Aïcha, peux-tu les récupérer ?',
    ],
    [
      'benmoussa',
      'Fait à l’arrivée : trois anciens inhalateurs retirés. Installation correcte, SpO2 91 % sous 1,5 l, FR 22. Il est fatigué mais content d’être chez lui.',
    ],
    [
      'caradec',
      'Visite à domicile ce midi. Auscultation propre, pas d’œdèmes. Objectif SpO2 88 à 92 %, ne pas augmenter l’oxygène sans m’appeler.',
    ],
    [
      'delorme',
      'Première séance : désencombrement, puis marche dans l’appartement, 20 m avec une pause. Il a fumé une cigarette « pour voir » devant la fenêtre, oxygène branché. Je lui ai expliqué le risque de brûlure, fermement.',
    ],
    ['benmoussa', 'Je reprends ce point avec lui demain matin, et j’ai demandé à sa sœur d’emporter les paquets.'],
    [
      'caradec',
      'Substituts nicotiniques prescrits, patchs et gommes. On vise la réduction d’abord. Mathieu, il t’écoute plus que moi : tu peux en parler en séance ?',
    ],
    ['delorme', 'Oui, c’est lancé : il compte ses cigarettes. Quatre hier, deux aujourd’hui.'],
    ['benmoussa', 'Ce matin crachats verdâtres, plus abondants, T° 37,9, SpO2 87 % au repos. Il est un peu ralenti. Conduite à tenir ?'],
    ['caradec', 'Je passe à 13 h. En attendant : pas d’augmentation du débit, position assise, VNI si somnolence. 15 si SpO2 sous 85 %.'],
    [
      'caradec',
      'Début d’exacerbation, antibiotique sept jours et corticoïdes courts. Pas d’hospitalisation pour l’instant. Sophie, possible de rapprocher les passages ?',
    ],
    ['lantier', 'Oui, j’ajoute un passage HAD à 14 h pendant quatre jours et l’astreinte de nuit est prévenue.'],
    [
      'aubertin',
      'Antibiotique délivré, j’ai vérifié : pas d’interaction avec son anticoagulant, mais un INR de contrôle à J4 serait prudent.',
    ],
    ['benmoussa', 'INR prélevé ce matin : 2,6. T° 36,8, SpO2 90 %, crachats clairs. Il a bien mangé.'],
    ['benmoussa', 'La SpO2 au repos depuis dix jours.', { name: 'spo2.png', bars: [91, 91, 90, 92, 90, 87, 88, 89, 90, 90] }],
    [
      'lantier',
      'Fin du passage supplémentaire vendredi. La prise en charge HAD continue encore deux semaines, puis relais complet aux libéraux si l’état est stable.',
    ],
    [
      'haddad',
      'Le 2e étage devient un vrai sujet : il n’est pas descendu depuis son retour. Demande de logement en rez-de-chaussée déposée, dossier prioritaire. La consultation de soins de support du Dr Carvalho est fixée à la semaine prochaine.',
    ],
    ['delorme', 'Aujourd’hui 60 m sans arrêt et un demi-étage. On vise la boulangerie avant la fin du mois.'],
  ],
}

import type { DemoCircle } from '../content.ts'

/** Palliative care at home. */
export const vidalenc: DemoCircle = {
  id: 'demo-cercle-vidalenc',
  patient: {
    id: 'demo-usager-vidalenc',
    body: {
      displayName: 'Lucienne VIDALENC',
      identifiers: [
        { system: 'https://exemple.fr/identifiants/usager', value: 'HV-02118' },
        { system: 'https://exemple.fr/identifiants/ins-fictif', value: 'FICTIF-2-47-99-056' },
      ],
    },
  },
  structure: 'demo-ch-valclair',
  members: [
    { who: 'caradec', role: 'Médecin traitant', from: -36 },
    { who: 'lantier', role: 'Coordination HAD', from: -35 },
    { who: 'carvalho', role: 'Équipe mobile de soins palliatifs', from: -35 },
    { who: 'rivoire', role: 'Infirmier libéral', from: -34 },
    { who: 'benmoussa', role: 'Infirmière libérale', from: -34 },
    { who: 'aubertin', role: 'Pharmacienne', from: -33 },
    { who: 'delorme', role: 'Kinésithérapeute', from: -30 },
    { who: 'haddad', role: 'Référente de parcours', from: -36 },
    { who: 'ferrand', role: 'Ergothérapeute', from: -29, until: -10, reason: 'Aménagement terminé' },
  ],
  messages: [
    [
      'lantier',
      'Admission en HAD aujourd’hui. Mme Vidalenc, 79 ans, souhaite rester chez elle jusqu’au bout et l’a écrit dans ses directives anticipées. Personne de confiance : sa fille Agnès, qui loge sur place.',
    ],
    [
      'carvalho',
      'Visite initiale avec l’équipe mobile. Douleur cotée 6 au mouvement, 3 au repos. Passage à un opioïde à libération prolongée, interdoses prescrites. Laxatif dès maintenant. Compte rendu déposé.',
    ],
    ['caradec', 'Vu, je suis d’accord. Je passerai chaque mercredi et vous pouvez m’appeler directement en journée.'],
    [
      'aubertin',
      'Traitements délivrés. Le kit d’urgence anticipé est scellé, dans l’armoire de l’entrée, en haut à gauche. La fille sait où il est, et sait que seuls les soignants l’ouvrent.',
    ],
    ['benmoussa', 'Première nuit : trois interdoses, soulagée à chaque fois. Nausées ce matin, elle n’a pas pu déjeuner.'],
    ['carvalho', 'J’augmente la dose de fond d’un palier et j’ajoute un antiémétique matin et soir. Réévaluation demain.'],
    ['benmoussa', 'Plus de nausées, une seule interdose cette nuit. Elle a bu son café « presque comme avant ».'],
    [
      'haddad',
      'La fille a besoin de souffler. J’ai obtenu huit heures de garde-malade par semaine, deux après-midi. Congé de proche aidant : le dossier est parti chez son employeur.',
    ],
    [
      'delorme',
      'Massage et mobilisation douce. Elle tient assise vingt minutes au bord du lit. Elle voudrait voir le cerisier : on tentera le fauteuil roulant jusqu’à la terrasse.',
    ],
    [
      'rivoire',
      'Le lit médicalisé et le matelas à air sont bien réglés. Rougeur au sacrum qui blanchit encore à la pression. Changements de position toutes les trois heures : je laisse la fiche pour la nuit.',
    ],
    [
      'lantier',
      'J’ai demandé un surmatelas de catégorie supérieure, livré demain matin. Une aide-soignante passera à 21 h pour l’installation du soir.',
    ],
    ['delorme', 'Terrasse faite aujourd’hui, dix minutes au soleil, avec sa fille et le chien. Fatiguée après, mais très heureuse.'],
    ['rivoire', 'La rougeur du sacrum a disparu. Bonne hydratation de la bouche, la fille fait les soins très bien.'],
    [
      'carvalho',
      'Évolution attendue : elle dort davantage et mange peu. J’ai expliqué à la fille que ce n’était pas la faim qui faisait souffrir. Passage de l’opioïde par voie sous-cutanée si elle n’avale plus : ordonnance anticipée dans le classeur.',
    ],
    [
      'caradec',
      'Échange long avec la famille hier. Le fils arrive de Lyon jeudi. Ils sont au clair : pas d’hospitalisation, sauf inconfort impossible à soulager à la maison.',
    ],
    ['benmoussa', 'Depuis ce midi elle n’avale plus les comprimés. Je passe à la voie sous-cutanée comme prévu ?'],
    ['carvalho', 'Oui, selon l’ordonnance anticipée, la dose est déjà convertie. J’appelle dans deux heures pour évaluer.'],
    ['benmoussa', 'Pousse-seringue posé à 14 h 30. À 17 h : visage détendu, respiration régulière. La fille est rassurée.'],
    [
      'lantier',
      'Astreinte de nuit informée, ainsi que le 15 : dossier signalé, avec les directives anticipées. Numéro direct de l’HAD collé près du téléphone.',
    ],
    ['haddad', 'La psychologue de l’équipe mobile peut recevoir les petits-enfants mercredi à la maison. Ils sont d’accord.'],
    [
      'rivoire',
      'Nuit calme. Elle a ouvert les yeux quand son fils lui a parlé. Tout le matériel est en ordre pour le week-end, Aïcha prend le relais demain.',
    ],
  ],
}

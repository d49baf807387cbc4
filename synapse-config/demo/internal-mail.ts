import type { Who } from './people.ts'

/** An answer to everybody of the mail above it, under the subject that the platform gives it. */
interface Answer {
  readonly from: Who
  readonly text: string
  /** Who has read it; for the others it is new. */
  readonly readBy: readonly Who[]
}
export interface DemoMail extends Answer {
  readonly to: readonly Who[]
  /** By which a resumed seeding knows what its sender has already sent. */
  readonly subject: string
  readonly important?: true
  readonly notifyOnRead?: true
  /** A PDF of one page. */
  readonly file?: { readonly name: string; readonly title: string; readonly lines: readonly string[] }
  readonly answer?: Answer
}

const draftOfPlan = {
  name: 'PPCS - page de synthèse (projet).pdf',
  title: 'Plan personnalisé de coordination en santé',
  lines: [
    'Page de synthèse - projet, version 4',
    '',
    '1. La situation, en trois phrases',
    '2. Ce que la personne souhaite, dans ses mots',
    '3. Objectifs retenus, et qui fait quoi',
    '4. Personne de confiance, mesure de protection et nom du mandataire',
    '5. Conduite à tenir la nuit et le week-end',
    '6. Date de la prochaine réévaluation',
    '',
    'Une page au plus : le reste du plan vient en annexe.',
  ],
}

/** The internal mail of the demonstration, the oldest first. Samira Haddad's folders have something of everything. */
export const MAILS: readonly DemoMail[] = [
  {
    from: 'roussel',
    to: ['haddad'],
    subject: 'Merci pour l’orientation',
    text: 'Bonjour Samira,\n\nLa famille dont nous avions parlé a bien été reçue par la PMI ce matin, l’interprète était là. Merci d’avoir fait le lien aussi vite.\n\nBonne fin de semaine,\nÉmeline',
    readBy: ['haddad'],
  },
  {
    from: 'aubertin',
    to: ['rivoire', 'benmoussa', 'haddad'],
    subject: 'Horaires de la pharmacie pendant les congés',
    text: 'Bonjour à tous,\n\nDu 21 au 2, nous ouvrons de 9 h à 12 h 30 et de 14 h 30 à 18 h. Les piluliers des tournées du matin seront prêts la veille à 17 h : passez par la porte de la cour.\n\nEn dehors de ces heures, la pharmacie de garde est affichée sur la porte et au 01 99 00 34 29.\n\nLucie Aubertin',
    readBy: ['benmoussa', 'haddad'],
  },
  {
    from: 'haddad',
    to: ['caradec'],
    subject: 'Page de synthèse du plan personnalisé : votre avis',
    text: 'Bonjour Hélène,\n\nVoici la page de synthèse que les médecins demandaient en tête du plan personnalisé. Y trouvez-vous ce qu’il vous faut en consultation ? Je voudrais la présenter jeudi à l’équipe.\n\nMerci d’avance,\nSamira',
    notifyOnRead: true,
    file: draftOfPlan,
    readBy: ['caradec'],
    answer: {
      from: 'caradec',
      text: 'Bonjour Samira,\n\nC’est exactement ce qu’il nous manquait. Deux remarques : mettre les allergies tout en haut, et dater chaque objectif. Pour le reste, je signe.\n\nHélène',
      readBy: [],
    },
  },
  {
    from: 'carvalho',
    to: ['caradec'],
    subject: 'Avis palliatif à distance : un créneau le jeudi',
    text: 'Bonjour,\n\nUn créneau d’avis à distance se libère chaque jeudi de 13 h à 14 h. Il suffit d’un message ici la veille, avec vos questions ; je vous rappelle.\n\nInès Carvalho, équipe mobile de soins palliatifs',
    readBy: [],
  },
  {
    from: 'lantier',
    to: ['haddad', 'caradec'],
    subject: 'Réunion DAC – HAD : mardi 14 h ou mercredi 9 h ?',
    text: 'Bonjour,\n\nPour le point trimestriel entre le DAC, la maison de santé et l’hospitalisation à domicile, je peux réserver la salle 2 mardi à 14 h ou mercredi à 9 h. Une heure suffira. Dites-moi ce qui vous convient.\n\nSophie Lantier',
    notifyOnRead: true,
    readBy: ['caradec'],
  },
  {
    from: 'beaurepaire',
    to: ['haddad', 'morel', 'ferrand'],
    subject: 'Permanence de vendredi : qui peut échanger ?',
    text: 'Bonjour à tous les trois,\n\nJe suis appelée à l’agence régionale vendredi matin et ne pourrai pas tenir la permanence. Qui peut prendre 9 h – 13 h ? Je reprends en échange celle de mardi prochain.\n\nRéponse avant demain midi, s’il vous plaît : le répondeur doit être à jour.\n\nClaire',
    important: true,
    readBy: ['morel'],
    answer: {
      from: 'morel',
      text: 'Je peux, à condition que Nadège prenne mes appels de 11 h : j’ai une visite à domicile que je ne peux pas déplacer.\n\nJulien',
      readBy: ['beaurepaire'],
    },
  },
]

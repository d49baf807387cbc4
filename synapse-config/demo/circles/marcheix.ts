import type { DemoCircle } from '../content.ts'

/** Alzheimer's disease, falls, an exhausted husband. */
export const marcheix: DemoCircle = {
  id: 'demo-cercle-marcheix',
  patient: {
    id: 'demo-usager-marcheix',
    body: {
      displayName: 'Odette MARCHEIX',
      identifiers: [
        { system: 'https://exemple.fr/identifiants/usager', value: 'HV-02031' },
        { system: 'https://exemple.fr/identifiants/ins-fictif', value: 'FICTIF-2-42-99-018' },
      ],
    },
  },
  structure: 'demo-dac-haut-vallon',
  members: [
    {
      who: 'lemoine',
      role: 'Référente de parcours',
      from: -210,
      until: -45,
      reason: 'Départ à la retraite, relais pris par Samira Haddad',
    },
    { who: 'caradec', role: 'Médecin traitant', from: -210 },
    { who: 'rivoire', role: 'Infirmier libéral', from: -205 },
    { who: 'haddad', role: 'Référente de parcours', from: -45, reason: 'Relais de Brigitte Lemoine' },
    { who: 'morel', role: 'Assistant social', from: -190 },
    { who: 'pellegrin', role: 'Gériatre, consultation mémoire', from: -160 },
    { who: 'delorme', role: 'Kinésithérapeute', from: -120 },
    { who: 'aubertin', role: 'Pharmacienne', from: -200 },
    { who: 'ferrand', role: 'Ergothérapeute', from: -38, reason: 'Évaluation du domicile après deux chutes' },
  ],
  messages: [
    [
      'haddad',
      'Bonjour à tous, je reprends la suite de Brigitte auprès de Mme Marcheix. Première visite faite hier avec son mari. Il dit « tenir le coup », mais il dort quatre heures par nuit et a annulé son propre rendez-vous de cardiologie.',
    ],
    [
      'caradec',
      'Merci Samira. M. Marcheix est aussi mon patient : je l’appelle pour reprogrammer la cardio. Zarit à 52 le mois dernier, on est clairement dans l’épuisement.',
    ],
    [
      'rivoire',
      'Passage de ce matin : elle était levée depuis 4 h, habillée sur son pyjama, calme. Monsieur avait les yeux rouges. Pilulier correct, TA 13/7.',
    ],
    [
      'rivoire',
      'Chute hier soir en allant aux toilettes, sans témoin. Hématome de la hanche gauche, pas de plaie, elle marche. Je surveille ce soir.',
    ],
    [
      'caradec',
      'Vue à 15 h : pas de signe de fracture, mobilité conservée, paracétamol si besoin. C’est la deuxième chute en trois semaines. Mathieu, un avis sur l’équilibre ?',
    ],
    [
      'delorme',
      'Test assis-debout difficile, demi-tour en sept pas. Je passe à trois séances par semaine. Les chaussons ouverts et le tapis du couloir sont à supprimer d’urgence.',
    ],
    ['ferrand', 'Je peux faire l’évaluation du domicile jeudi à 10 h. Thomas, es-tu sur place à cette heure-là ?'],
    ['rivoire', 'Oui, je décale la toilette pour être présent avec toi.'],
    [
      'ferrand',
      'Visite faite. Préconisations : chemin lumineux entre la chambre et les toilettes, deux barres d’appui, rehausseur, retrait des tapis (fait ensemble), lit abaissé. M. Marcheix est d’accord pour tout sauf le lit médicalisé, « pas encore ».',
    ],
    [
      'ferrand',
      'Le compte rendu de la visite, avec les mesures.',
      {
        name: 'evaluation-domicile.pdf',
        title: 'Évaluation du domicile',
        lines: [
          'Chambre : lit trop haut (62 cm), chemin lumineux à poser jusqu’aux toilettes.',
          'Toilettes : deux barres d’appui, à 70 cm du sol ; rehausseur de 11 cm.',
          'Couloir : tapis retirés le jour de la visite.',
          'Salle de bains : planche de bain à essayer avec Mathieu Delorme.',
          'Accord de M. Marcheix pour tout, sauf le lit médicalisé.',
        ],
      },
    ],
    [
      'morel',
      'Demande de révision du plan APA envoyée au département avec le compte rendu de Nadège : passage de 20 à 38 heures mensuelles demandé, plus la majoration répit. Délai annoncé : six semaines. Je demande l’examen en urgence.',
    ],
    [
      'aubertin',
      'En préparant les semainiers je vois toujours l’hydroxyzine prescrite aux urgences. Avec son terrain et les chutes, est-elle à maintenir ?',
    ],
    ['caradec', 'Non, elle aurait dû être arrêtée. Nouvelle ordonnance envoyée, à retirer des semainiers dès ce soir. Merci Lucie.'],
    ['aubertin', 'Fait, semainiers refaits et expliqués à M. Marcheix.'],
    [
      'pellegrin',
      'Consultation mémoire de mardi : MMSE à 14 (17 il y a six mois). Pas de modification du traitement. Les troubles du sommeil tiennent surtout à l’inactivité de l’après-midi : l’accueil de jour est la vraie réponse. Je fais le certificat.',
    ],
    [
      'haddad',
      'L’accueil de jour de Valclair a une place le mardi et le vendredi, transport compris. Visite de découverte vendredi avec son mari. Il hésite, par peur qu’elle « se sente abandonnée ».',
    ],
    [
      'rivoire',
      'Je lui en ai parlé ce matin pendant le soin. Il accepte d’essayer si c’est moi qui la prépare ces jours-là : je m’organise pour être là à 8 h 15.',
    ],
    [
      'haddad',
      'Première journée réussie : elle a chanté, a mangé avec le groupe et a dormi d’une traite la nuit suivante. M. Marcheix est allé à sa cardio.',
    ],
    [
      'morel',
      'Réponse du département : plan APA révisé accordé, 36 heures et majoration répit. L’auxiliaire de vie viendra aussi deux soirs par semaine, à partir de lundi.',
    ],
    ['delorme', 'Net progrès sur les transferts. Le chemin lumineux est posé et fonctionne. Pas de chute depuis l’aménagement.'],
    [
      'haddad',
      'Je mets à jour le plan personnalisé de coordination en santé. Objectifs retenus avec M. Marcheix : éviter une nouvelle chute, deux jours d’accueil par semaine, un séjour de répit dans les trois mois. Des remarques avant que je le fasse signer ?',
    ],
    ['caradec', 'D’accord sur tout. Ajoutons la conduite à tenir la nuit : M. Marcheix ne sait pas qui appeler après 20 h.'],
    ['haddad', 'Ajouté : téléalarme, puis le 15 en cas de chute avec douleur ou de malaise. La fiche est aimantée sur le réfrigérateur.'],
    [
      'haddad',
      'La fiche de nuit, telle qu’elle est affichée.',
      {
        name: 'fiche-de-nuit.txt',
        text: 'LA NUIT, QUI APPELER ?\n\n1. La téléalarme (bouton du collier)\n2. Le 15 en cas de chute avec douleur, ou de malaise\n3. Le lendemain à 8 h : Thomas, l’infirmier\n',
      },
    ],
  ],
}

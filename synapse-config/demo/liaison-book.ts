import type { Said } from './content.ts'

/** A few weeks of the life of the DAC's team. Nothing here is about a patient: that is what journals are for. */
export const liaisonBook: readonly Said[] = [
  [
    'beaurepaire',
    'Bonjour à tous. Le cahier de liaison remplace le cahier papier de l’accueil à partir d’aujourd’hui. On y met ce qui concerne la vie de l’équipe ; tout ce qui touche un usager va dans son journal.',
  ],
  ['haddad', 'Bien noté. Je recopie les consignes en cours et j’archive l’ancien cahier dans l’armoire fermée.'],
  [
    'beaurepaire',
    'Merci à ceux qui étaient au pot de départ de Brigitte. Son téléphone est renvoyé sur l’accueil jusqu’à la fin du mois, et ses situations sont réparties comme convenu en réunion.',
  ],
  ['ferrand', 'J’ai récupéré la clé de la voiture 2. Le voyant d’huile s’allume en côte. Qui s’occupe du garage ?'],
  ['beaurepaire', 'Rendez-vous pris lundi à 8 h. D’ici là, voiture 1 uniquement, pensez à la réserver sur le planning.'],
  [
    'morel',
    'Je serai en congé de paternité dans deux semaines, pour vingt-cinq jours. Je prépare une fiche par dossier social pour Claire.',
  ],
  ['haddad', 'Toutes nos félicitations Julien ! On garde ta plante.'],
  [
    'beaurepaire',
    'Réunion d’équipe jeudi à 9 h 30. Ordre du jour : permanence téléphonique, comité des partenaires, planning des congés. Ajoutez vos points ici avant mercredi midi.',
  ],
  ['ferrand', 'Un point pour moi : le prêt de matériel. Il nous manque deux barres d’appui et un rehausseur, jamais revenus.'],
  ['haddad', 'Un point aussi : la trame du plan personnalisé de coordination. Les médecins demandent une page de synthèse en tête.'],
  [
    'beaurepaire',
    'Décisions de jeudi : permanence de 9 h à 17 h, une personne par demi-journée ; Nadège tient le registre du matériel ; Samira propose une nouvelle trame d’ici quinze jours.',
  ],
  ['haddad', 'L’hôpital change le numéro de sa cellule de sortie à partir de lundi : 01 99 00 56 00. Je l’ai mis à jour dans l’annuaire.'],
  [
    'ferrand',
    'La salle de réunion est prise mardi après-midi par la formation « repérer l’épuisement des aidants ». Il reste trois places, inscription auprès de moi.',
  ],
  ['haddad', 'Je m’inscris. Est-ce ouvert aux infirmiers de la maison de santé ?'],
  ['ferrand', 'Oui, j’ai envoyé l’invitation aux Tilleuls ce matin.'],
  ['morel', 'De retour depuis hier. Bébé va bien, les nuits un peu moins. Merci à Claire pour les fiches de relais, tout est clair.'],
  ['beaurepaire', 'Bon retour Julien. Pour la permanence : tu reprends le mardi matin et le jeudi après-midi.'],
  [
    'haddad',
    'La nouvelle trame du plan personnalisé est dans le classeur Documents généraux. Dites-moi ce qui manque avant vendredi, on l’essaie ensuite sur les nouvelles situations.',
  ],
  ['morel', 'Lue, très bien. Je suggère une ligne « mesure de protection » avec le nom du mandataire : on la cherche toujours.'],
  ['haddad', 'Bonne idée, je l’ajoute sous la personne de confiance.'],
  [
    'beaurepaire',
    'Comité des partenaires la semaine prochaine, à l’hôpital, amphithéâtre du rez-de-chaussée. J’y présente les chiffres du trimestre. Covoiturage à 13 h 15 devant le DAC.',
  ],
  ['ferrand', 'Je viens. La voiture 2 est revenue du garage : c’était un capteur.'],
  ['morel', 'Absent vendredi matin, je suis en commission logement à la préfecture. Joignable sur mon portable après 11 h 30.'],
  [
    'ferrand',
    'L’imprimante de l’étage bourre à nouveau. Dépannage demandé ; en attendant, utilisez celle de l’accueil et ne laissez rien dans le bac.',
  ],
  [
    'beaurepaire',
    'Planning des congés affiché : toutes les permanences sont couvertes, merci d’avoir joué le jeu. Signalez-moi les erreurs avant lundi.',
  ],
  ['haddad', 'Parfait pour moi. J’apporte les viennoiseries à la prochaine réunion.'],
]

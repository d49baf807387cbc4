/** The accessibility statement. Each sentence has to stay true: what is tested is in web/test, what is not is said so. */
export const frAccessibility = {
  'a11y.link': 'Accessibilité : non conforme',
  'a11y.title': 'Déclaration d’accessibilité',
  'a11y.lead':
    'L’organisme qui exploite cette messagerie s’engage à rendre ses services en ligne accessibles, conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005. Cette déclaration porte sur les pages de cette messagerie.',
  'a11y.state': 'État de conformité',
  'a11y.state.is': 'Non conforme au RGAA 4.1, faute d’audit',
  'a11y.state.why':
    'Aucun audit par des personnes n’a mesuré le respect des critères du référentiel général d’amélioration de l’accessibilité. Tant qu’il n’a pas eu lieu, le référentiel veut que le service se dise non conforme, quels que soient les résultats des contrôles automatiques ci-dessous.',
  'a11y.tested': 'Ce qui est contrôlé',
  'a11y.tested.lead': 'Les pages sont contrôlées par des essais automatiques, dans un vrai navigateur :',
  'a11y.tested.axe': 'les règles automatiques d’axe-core pour les WCAG 2.2, niveaux A et AA, sans défaut relevé à ce jour ;',
  'a11y.tested.settings': 'en français et en anglais, en clair et en sombre, sur un téléphone et sur un ordinateur ;',
  'a11y.tested.keyboard': 'les principales actions du compte et des notifications, au clavier seul ;',
  'a11y.tested.width': 'aucun défilement horizontal sur un écran de 360 pixels de large.',
  'a11y.tested.limit':
    'De tels essais ne voient qu’une partie des défauts : ils ne remplacent ni un audit ni l’avis des personnes concernées.',
  'a11y.known': 'Limites connues',
  'a11y.known.people': 'Les pages n’ont pas été essayées par des personnes handicapées, ni avec un lecteur d’écran par un spécialiste.',
  'a11y.known.files':
    'Les fichiers joints (PDF, images, documents) sont tels que leurs auteurs les ont faits ; une image peut ne pas être décrite.',
  'a11y.known.voice': 'Les messages vocaux n’ont pas de transcription.',
  'a11y.known.language':
    'Les avis et notifications que le service écrit dans les conversations sont en français, même quand les pages sont en anglais.',
  'a11y.known.clients': 'Element et les autres applications Matrix ne font pas partie de ces pages : elles ont leur propre accessibilité.',
  'a11y.report': 'Signaler une difficulté',
  'a11y.report.whom':
    'Si un contenu ou une action ne vous est pas accessible, dites-le à l’administrateur de votre structure : il vous orientera vers une autre façon de faire, et transmettra le défaut pour qu’il soit corrigé.',
  'a11y.report.what': 'Dites-lui la page, ce que vous vouliez faire, et avec quel navigateur et quelle aide technique.',
  'a11y.recourse': 'Voies de recours',
  'a11y.recourse.when':
    'Si vous avez signalé un défaut qui vous empêche d’accéder à un contenu ou à un service, et que la réponse ne vous satisfait pas, vous pouvez saisir le Défenseur des droits :',
  'a11y.recourse.site': 'par son site, defenseurdesdroits.fr',
  'a11y.recourse.post': 'par courrier gratuit, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.',
  'a11y.date': 'Déclaration établie le 30 novembre 2026.',
} as const

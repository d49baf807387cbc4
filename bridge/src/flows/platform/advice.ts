type Words = Readonly<Record<'fr' | 'en', string>>

/** What to do when a part is not well. */
export const ADVICE: Readonly<Record<string, Words>> = {
  database: {
    fr: 'Vérifiez que PostgreSQL est démarré et que DATABASE_URL est juste.',
    en: 'Check that PostgreSQL runs and that DATABASE_URL is right.',
  },
  homeserver: {
    fr: 'Vérifiez que Synapse est démarré ; ses messages sont dans logs/synapse.log.',
    en: 'Check that Synapse runs; what it says is in logs/synapse.log.',
  },
  policy: {
    fr: 'Redémarrez le rôle « policy » : d’ici là, seuls les messages ordinaires passent.',
    en: 'Restart the role “policy”: until then only ordinary messages go through.',
  },
  module: {
    fr: 'Le module manque ou ne joint pas le service des règles : vérifiez « modules: » dans homeserver.yaml, puis redémarrez Synapse.',
    en: 'The module is missing or cannot reach the policy service: check “modules:” in homeserver.yaml, then restart Synapse.',
  },
  queue: {
    fr: 'Vérifiez que le rôle « work » tourne ; les changements attendent, aucun n’est perdu.',
    en: 'Check that the role “work” runs; changes wait and none is lost.',
  },
  rooms: {
    fr: 'Ouvrez les cercles en écart dans la console : la cause de chacun y est écrite.',
    en: 'Open the circles out of step in the console: each tells its cause.',
  },
  scanner: {
    fr: 'Vérifiez que clamd est démarré et que CLAMAV_URL est juste : d’ici là, aucun fichier n’est accepté.',
    en: 'Check that clamd runs and that CLAMAV_URL is right: until then no file is accepted.',
  },
  webhooks: {
    fr: 'Ouvrez « Avis et systèmes » dans la console, ou GET /webhooks/{id}/deliveries?state=dead : la cause y est ; corrigez l’adresse, puis rejouez ou oubliez ce qui a été abandonné.',
    en: 'Open “Notices and systems” in the console, or GET /webhooks/{id}/deliveries?state=dead: the cause is there; mend the address, then replay or forget what was given up.',
  },
  email: {
    fr: 'Vérifiez que le serveur d’envoi répond et que SMTP_URL est juste ; aucun e-mail n’est perdu avant trois jours.',
    en: 'Check that the mail server answers and that SMTP_URL is right; no e-mail is lost before three days.',
  },
  audit: {
    fr: 'Ouvrez « Audit » dans la console : le lieu de chaque rupture y est écrit. Gardez la base telle qu’elle est, et prévenez qui en répond.',
    en: 'Open “Audit” in the console: it tells where each fault is. Keep the database as it is, and tell whoever answers for it.',
  },
  canary: {
    fr: 'Ouvrez « Contrôle des fuites » dans la console : ce qui a été tenté et obtenu y est écrit, ou pourquoi rien n’a pu l’être.',
    en: 'Open “Leak check” in the console: it tells what was tried and obtained, or why nothing could be.',
  },
  brake: {
    fr: 'Vérifiez que PostgreSQL répond : ce qui attend une décision ne se lit pas.',
    en: 'Check that PostgreSQL answers: what waits for a decision cannot be read.',
  },
  gateway: {
    fr: 'Redémarrez le rôle « gateway » : d’ici là, personne ne lit ni n’écrit par lui.',
    en: 'Restart the role “gateway”: until then nobody reads or writes through it.',
  },
  work: {
    fr: 'Redémarrez le rôle « work » : les changements attendent, aucun n’est perdu, mais aucun accès n’est donné ni retiré d’ici là.',
    en: 'Restart the role “work”: changes wait and none is lost, but no access is given or taken until then.',
  },
  push: {
    fr: 'Vérifiez que le rôle « api » écoute à PUSH_URL : d’ici là, aucun navigateur n’est averti ; rien n’est perdu, Synapse redit ce qui n’a pas été pris.',
    en: 'Check that the role “api” listens at PUSH_URL: until then no browser is told; nothing is lost, Synapse says again what was not taken.',
  },
  files: {
    fr: 'Vérifiez que le rôle « work » et Synapse tournent : d’ici là, les fichiers que rien ne tient restent, sans être lisibles.',
    en: 'Check that the role “work” and Synapse run: until then files that nothing holds stay, and cannot be read.',
  },
}

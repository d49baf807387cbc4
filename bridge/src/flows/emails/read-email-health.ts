import { readOutboxState } from '../../db/emails/outbox.ts'
import type { Found } from '../read-health.ts'
import type { World } from '../world.ts'

const LATE_SECONDS = 15 * 60

/** None configured is a choice, which the console shows; e-mails that wait for long mean that the server does not take them. */
export async function readEmailHealth({ db }: Pick<World, 'db'>, configured: boolean): Promise<Found> {
  if (!configured)
    return {
      status: 'ok',
      detail: {
        fr: 'aucun serveur d’envoi n’est configuré : aucun e-mail ne part (SMTP_URL)',
        en: 'no mail server is configured: no e-mail is sent (SMTP_URL)',
      },
    }
  const { waiting, oldestSeconds, suspended, unencrypted } = await readOutboxState(db)
  return {
    status: oldestSeconds > LATE_SECONDS || unencrypted ? 'degraded' : 'ok',
    detail: {
      fr: `${waiting} e-mail(s) en attente, ${suspended} adresse(s) suspendue(s)${unencrypted ? ' ; le serveur n’offre pas de connexion chiffrée (STARTTLS), sans laquelle son mot de passe ne lui est pas dit' : ''}`,
      en: `${waiting} e-mail(s) waiting, ${suspended} address(es) suspended${unencrypted ? '; the server offers no encrypted connection (STARTTLS), without which it is not told its password' : ''}`,
    },
  }
}

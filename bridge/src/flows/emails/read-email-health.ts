import { readOutboxState } from '../../db/emails/outbox.ts'
import type { Found } from '../platform/found.ts'
import type { World } from '../world.ts'

const LATE_SECONDS = 15 * 60

/**
 * None configured is a choice, which the console shows; one that does not answer is an alarm; e-mails that wait for long mean that it does not
 * take them.
 */
export async function readEmailHealth({ db }: Pick<World, 'db'>, mailAnswers: (() => Promise<boolean>) | undefined): Promise<Found> {
  if (mailAnswers === undefined)
    return {
      status: 'ok',
      detail: {
        fr: 'aucun serveur d’envoi n’est configuré : aucun e-mail ne part (SMTP_URL)',
        en: 'no mail server is configured: no e-mail is sent (SMTP_URL)',
      },
    }
  const [{ waiting, oldestSeconds, suspended, unencrypted }, there] = await Promise.all([readOutboxState(db), mailAnswers()])
  return {
    status: !there ? 'down' : oldestSeconds > LATE_SECONDS || unencrypted ? 'degraded' : 'ok',
    detail: {
      fr: `${there ? '' : 'le serveur d’envoi ne répond pas ; '}${waiting} e-mail(s) en attente, ${suspended} adresse(s) suspendue(s)${unencrypted ? ' ; le serveur n’offre pas de connexion chiffrée (STARTTLS), sans laquelle son mot de passe ne lui est pas dit' : ''}`,
      en: `${there ? '' : 'the mail server does not answer; '}${waiting} e-mail(s) waiting, ${suspended} address(es) suspended${unencrypted ? '; the server offers no encrypted connection (STARTTLS), without which it is not told its password' : ''}`,
    },
  }
}

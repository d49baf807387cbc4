import type { Config } from './config.ts'
import type { EmailSettings } from './flows/emails/settings.ts'
import { type Post, smtpPost } from './flows/emails/smtp.ts'

/** What the environment says of e-mail; without SMTP_URL there is no post. */
export const emailSettings = (config: Config): EmailSettings & { readonly post: Post | undefined } => ({
  post: config.SMTP_URL === undefined ? undefined : smtpPost(config.SMTP_URL),
  from: config.MAIL_FROM ?? `ne-pas-repondre@${new URL(config.PUBLIC_URL).hostname}`,
  publicUrl: config.PUBLIC_URL,
  linkSecret: config.LINK_SECRET,
  batchSeconds: config.EMAIL_BATCH_SECONDS,
  paceMinutes: config.EMAIL_PACE_MINUTES,
})

import type { Config } from './config.ts'
import type { PushSettings } from './flows/push/settings.ts'
import { resolveAddress } from './flows/webhooks/resolve-address.ts'

/** What the environment says of telling browsers; undefined without keys. */
export function pushSettings(config: Config): PushSettings | undefined {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, PUBLIC_URL: publicUrl } = config
  if (publicKey === undefined || privateKey === undefined) return undefined
  return {
    publicKey,
    privateKey,
    // RFC 8292, section 2.1: https or mailto, and nothing else.
    subject: publicUrl.startsWith('https:') ? publicUrl : 'mailto:exploitation@localhost',
    doorUrl: `${config.PUSH_URL.replace(/\/+$/, '')}/_matrix/push/v1/notify`,
    signingSecret: config.LINK_SECRET,
    resolve: resolveAddress({ allow: config.PUSH_ALLOW, nameServers: config.WEBHOOKS_NAME_SERVERS }),
  }
}

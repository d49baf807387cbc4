import { join } from 'node:path'
import type { BridgePorts } from './bridge.ts'
import { repository } from './paths.ts'
import type { Secrets } from './secrets.ts'
import type { Addresses } from './stack-options.ts'
import { mediaStoreOf } from './synapse.ts'

// What may be set outside and reaches the bridge as it is.
const PASSED_ON =
  /^(PATH|HOME|LANG|TMPDIR|TZ|NODE_EXTRA_CA_CERTS|SMTP_.*|MAIL_.*|EMAIL_.*|ACCESS_.*|TIME_ZONE|LOG_LEVEL|UPLOAD_.*|CLAMAV_URL|LOOSE_FILE_HOURS|COMPARE_EVERY_MINUTES|CANARY_EVERY_MINUTES|TRUSTED_PROXIES|DECISIONS_KEPT_.*|WEBHOOKS_.*|PUSH_ALLOW|EXPORT_MINUTES|RETENTION_CLOSED_DAYS|ARCHIVE_RECIPIENT|BRAKE_.*)$/

const passedOn = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (PASSED_ON.test(name) && value !== undefined ? [[name, value]] : [])),
  )

export interface BridgeSurroundings {
  addresses: Addresses
  ports: BridgePorts
  publicHost: string
  serverName: string
  databaseUrl: string
  secrets: Secrets
  /** Where state lies. */
  dir: string
}

/** What every process of the bridge is told (bridge/src/config.ts reads it). */
export function bridgeEnvironment({
  addresses,
  ports,
  publicHost,
  serverName,
  databaseUrl,
  secrets,
  dir,
}: BridgeSurroundings): Record<string, string> {
  return {
    RETENTION_CLOSED_DAYS: '3650',
    ARCHIVE_RECIPIENT: secrets.archiveRecipient,
    ...passedOn(),
    ARCHIVE_FOLDER: join(dir, 'archives'),
    MEDIA_STORE_PATH: mediaStoreOf(dir),
    DATABASE_URL: databaseUrl,
    SERVER_NAME: serverName,
    HOMESERVER_URL: addresses.synapseUrl,
    AS_TOKEN: secrets.asToken,
    HS_TOKEN: secrets.hsToken,
    REGISTRATION_SECRET: secrets.registrationSecret,
    POLICY_SECRET: secrets.policySecret,
    LINK_SECRET: secrets.linkSecret,
    AUDIT_KEY: secrets.auditKey,
    AUDIT_P12: secrets.auditP12,
    AUDIT_P12_PASSWORD: secrets.auditP12Password,
    VAPID_PUBLIC_KEY: secrets.vapidPublicKey,
    VAPID_PRIVATE_KEY: secrets.vapidPrivateKey,
    PUSH_HOST: new URL(addresses.pushUrl).hostname,
    PUSH_PORT: String(ports.push),
    PUSH_URL: addresses.pushUrl,
    PUBLIC_URL: addresses.baseUrl,
    PUBLIC_HOST: publicHost,
    PUBLIC_PORT: String(ports.gateway),
    API_PORT: String(ports.api),
    API_URL: addresses.apiUrl,
    POLICY_PORT: String(ports.policy),
    POLICY_URL: addresses.policyUrl,
    WEB_DIR: join(repository, 'web', 'dist'),
  }
}

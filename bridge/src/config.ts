import { z } from 'zod'

export const ROLES = ['gateway', 'policy', 'api', 'work'] as const
export type Role = (typeof ROLES)[number]

const port = z.coerce.number().int().min(1).max(65_535)
const percent = z.coerce.number().min(0.01).max(100)
const floor = z.coerce.number().int().min(1).max(100_000_000)
const secret = z.string().min(32)
const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('fr', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
/** Addresses or networks, separated by commas. */
const networks = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((entry) => entry.trim() || []))
  .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))
const Config = z.object({
  ROLES: z
    .string()
    .default(ROLES.join(','))
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(ROLES)).min(1)),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  SERVER_NAME: z.string().min(1).max(230),
  HOMESERVER_URL: z.url({ protocol: /^https?$/ }),
  AS_TOKEN: secret,
  HS_TOKEN: secret,
  REGISTRATION_SECRET: secret,
  POLICY_SECRET: secret,
  // Signs the links of e-mails.
  LINK_SECRET: secret,
  // Signs where the chain of events ends: the seed of an Ed25519 key (32 octets, base64url). Without it the chain is not signed.
  AUDIT_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
  // Signs the PDFs of the audit: a key and its certificate (PKCS #12, base64), with the password that opens it. Without it there are none.
  AUDIT_P12: z.base64().min(100).optional(),
  AUDIT_P12_PASSWORD: z.string().default(''),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  PUBLIC_HOST: z.string().default('0.0.0.0'),
  PUBLIC_PORT: port.default(8080),
  // Proxies in front of the gateway that are not on its machine.
  TRUSTED_PROXIES: networks,
  // With workers: every process of Synapse that answers clients, `main` and each worker by its name. One without the module never
  // announces itself, and could not be missed otherwise.
  SYNAPSE_PROCESSES: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((entry) => entry.trim() || [])),
  API_PORT: port.default(8090),
  API_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8090'),
  POLICY_PORT: port.default(8091),
  POLICY_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8091'),
  WEB_DIR: z.string().default('web/dist'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  // What the homeserver delivers is compared at once; this is for what got lost on the way, and reads every room.
  COMPARE_EVERY_MINUTES: z.coerce.number().min(0.05).max(10_080).default(60),
  // The homeserver's own limit is the same number (templates/homeserver.yaml).
  UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).max(10_000).default(100),
  // Synapse's media_store_path, where the gateway can read it: bytes of files come from there, once Synapse has said whose they are. Without it
  // they pass through Synapse, which reads a file from its beginning whatever part is asked for.
  MEDIA_STORE_PATH: z.string().min(1).optional(),
  // The longest that an upload may take.
  UPLOAD_MINUTES: z.coerce.number().min(0.05).max(1_440).default(60),
  // clamd: tcp://host:port or unix:/path/of/its/socket. Without it files are stored unscanned.
  CLAMAV_URL: z.url({ protocol: /^(tcp|unix)$/ }).optional(),
  // smtp://user:password@host:587 (over STARTTLS or not at all; without a password, when it is offered) or smtps://host. Without it no
  // e-mail is sent. Parameters could undo the encryption or write e-mails into the log.
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, hostname: /./ })
    .refine((url) => !/[?#]/.test(url), 'no parameters: smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host')
    .optional(),
  // Messagerie <ne-pas-repondre@example.org>; unless given, an address at the host of PUBLIC_URL.
  MAIL_FROM: z
    .string()
    .min(3)
    .max(320)
    .regex(/^[^\r\n]+$/)
    .optional(),
  // How long the link lives that is sent for a forgotten password, and the one that an administrator gives.
  ACCESS_LINK_MINUTES: z.coerce.number().min(0.01).max(1_440).default(30),
  ACCESS_FIRST_HOURS: z.coerce.number().min(0.001).max(720).default(72),
  // By which digests, quiet hours and what is told of an hour are reckoned.
  TIME_ZONE: z.string().default('Europe/Paris').refine(isTimeZone, 'a time zone, such as Europe/Paris'),
  // Messages that come within these make one e-mail; from one e-mail to the next (digests apart) passes at least the other.
  EMAIL_BATCH_SECONDS: z.coerce.number().min(0.1).max(86_400).default(90),
  EMAIL_PACE_MINUTES: z.coerce.number().min(0).max(10_080).default(15),
  // How long a file may be attached to nothing.
  LOOSE_FILE_HOURS: z.coerce.number().min(0.0001).max(8_760).default(24),
  // How long an event that was let through may take to come to be, before its files are free again.
  CONFIRM_SECONDS: z.coerce.number().min(1).max(86_400).default(600),
  // An important mail that is not read: after so many hours its recipient is reminded, then its sender is told.
  MAIL_REMIND_HOURS: z.coerce.number().min(0.0001).max(8_760).default(4),
  MAIL_TELL_SENDER_HOURS: z.coerce.number().min(0.0001).max(8_760).default(24),
  // Synthetic people try on the running installation everything that must be refused; 0 = never.
  CANARY_EVERY_MINUTES: z.coerce.number().min(0).max(10_080).default(60),
  // How long the files of an export of a journal can be downloaded.
  EXPORT_MINUTES: z.coerce.number().min(0.01).max(10_080).default(60),
  // How long the rows of files that administrators brought in are kept: they are about people.
  IMPORT_KEPT_DAYS: z.coerce.number().min(0.0001).max(3_650).default(30),
  // Journals that go (flows/retention): how long after the closing of its circle one may without a request of the patient (unless given: never);
  // where archives are written, and the public key (age1…) for which they are encrypted. Without both of these no journal can be sealed.
  RETENTION_CLOSED_DAYS: z.coerce.number().min(0.0001).max(36_500).optional(),
  ARCHIVE_FOLDER: z.string().min(1).optional(),
  ARCHIVE_RECIPIENT: z
    .string()
    .regex(/^age1[a-z0-9]{50,}$/, 'the public key of age-keygen: age1…')
    .optional(),
  // The decision log forgets what is older, and the oldest of what is more.
  DECISIONS_KEPT_DAYS: z.coerce.number().min(1).max(3_650).default(90),
  // Networks that are not public and may receive webhooks all the same, over plain http too.
  WEBHOOKS_ALLOW: networks,
  // Name servers to ask where webhooks lead (192.0.2.1 or 192.0.2.1:53); the machine's own unless given.
  WEBHOOKS_NAME_SERVERS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((entry) => entry.trim() || []))
    .pipe(z.array(z.string().regex(/^(\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?|\[[0-9a-f:.]+\](:\d{1,5})?|[0-9a-f]*:[0-9a-f:.]+)$/i))),
  // Before the second attempt, then twice as long each time, up to an hour.
  WEBHOOKS_RETRY_SECONDS: z.coerce.number().min(0.05).max(3_600).default(5),
  WEBHOOKS_GIVE_UP_HOURS: z.coerce.number().min(0.0001).max(720).default(24),
  // Tells browsers of new messages (VAPID, RFC 8292: a P-256 pair, base64url). Without them nobody is offered it.
  VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^B[A-Za-z0-9_-]{86}$/)
    .optional(),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
  // Where Synapse's pushers reach us. An address of its own: it is the one that the homeserver's ip_range_whitelist names, and nothing else
  // that listens on loopback is reached through it.
  PUSH_HOST: z.string().default('127.0.0.2'),
  PUSH_PORT: port.default(8092),
  PUSH_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.2:8092'),
  // Networks that are not public where a push service may be all the same, over plain http too.
  PUSH_ALLOW: networks,
  // The brake: what would end a larger share of the accesses waits for an administrator (100: never). What one author ends within the
  // window counts together; below the floors (people in the circle; accesses that end) nobody is stopped.
  BRAKE_WINDOW_MINUTES: z.coerce.number().min(1).max(10_080).default(60),
  BRAKE_CIRCLE_PERCENT: percent.default(50),
  BRAKE_CIRCLE_PEOPLE: floor.default(6),
  BRAKE_STRUCTURE_PERCENT: percent.default(10),
  BRAKE_STRUCTURE_ENDINGS: floor.default(10),
  BRAKE_PLATFORM_PERCENT: percent.default(2),
  BRAKE_PLATFORM_ENDINGS: floor.default(50),
  DECISIONS_KEPT_AT_MOST: z.coerce.number().int().min(100).max(100_000_000).default(1_000_000),
})
export type Config = Readonly<z.infer<typeof Config>>

/** Reads the environment once, and says everything that is wrong with it at once. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = Config.safeParse(env)
  if (!parsed.success) throw new Error(`L’environnement ne décrit pas un service :\n${z.prettifyError(parsed.error)}`)
  return Object.freeze(parsed.data)
}

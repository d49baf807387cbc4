import { z } from 'zod'

export const ROLES = ['gateway', 'policy', 'api', 'work'] as const
export type Role = (typeof ROLES)[number]

const port = z.coerce.number().int().min(1).max(65_535)
const secret = z.string().min(32)
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
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  PUBLIC_HOST: z.string().default('0.0.0.0'),
  PUBLIC_PORT: port.default(8080),
  API_PORT: port.default(8090),
  API_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8090'),
  POLICY_PORT: port.default(8091),
  POLICY_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8091'),
  WEB_DIR: z.string().default('web/dist'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  // What the homeserver delivers is compared at once; this is for what got lost on the way, and reads every room.
  COMPARE_EVERY_MINUTES: z.coerce.number().min(0.05).max(10_080).default(60),
  // The decision log forgets what is older, and the oldest of what is more.
  DECISIONS_KEPT_DAYS: z.coerce.number().min(1).max(3_650).default(90),
  DECISIONS_KEPT_AT_MOST: z.coerce.number().int().min(100).max(100_000_000).default(1_000_000),
})
export type Config = Readonly<z.infer<typeof Config>>

/** Reads the environment once, and says everything that is wrong with it at once. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = Config.safeParse(env)
  if (!parsed.success) throw new Error(`L’environnement ne décrit pas un service :\n${z.prettifyError(parsed.error)}`)
  return Object.freeze(parsed.data)
}

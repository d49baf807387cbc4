import type { Health } from '../contract.ts'
import { listHeartbeats } from '../db/heartbeats.ts'
import { readQueueState } from '../db/jobs.ts'
import { countRoomsInError } from '../db/room-states.ts'
import { readChainHealth } from './audit/check-chain.ts'
import { readBrakeHealth } from './brake/read-brake-health.ts'
import { readCanaryHealth } from './canary/read-canary-health.ts'
import { readEmailHealth } from './emails/read-email-health.ts'
import type { VirusScanner } from './virus-scanner.ts'
import { readWebhookHealth } from './webhooks/read-webhook-health.ts'
import type { World } from './world.ts'

type Part = Health['parts'][number]
type Language = 'fr' | 'en'
type Words = Readonly<Record<Language, string>>
export type Found = { status: Part['status']; detail: Words; lastSuccess?: Date }
const FRESH_SECONDS = 35

export interface HealthSettings {
  readonly policyUrl: string
  /** Processes of the homeserver that must announce themselves. */
  readonly synapseProcesses: readonly string[]
  readonly canaryEveryMinutes: number
  readonly scanner: VirusScanner | undefined
  /** Whether there is a server to send e-mail by. */
  readonly smtp: boolean
}

/** What to do when a part is not well. */
const ADVICE: Readonly<Record<string, Words>> = {
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
    fr: 'GET /webhooks/{id}/deliveries?state=dead dit pourquoi ; corrigez l’adresse, puis POST …/replay {"dead":true} (ou DELETE …/deliveries/dead).',
    en: 'GET /webhooks/{id}/deliveries?state=dead tells why; mend the address, then POST …/replay {"dead":true} (or DELETE …/deliveries/dead).',
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
}

/** Each part of the installation, with what to do when it is not well. Never throws: what does not answer is down. */
export async function readHealth(
  world: World,
  { policyUrl, canaryEveryMinutes, scanner, smtp, synapseProcesses }: HealthSettings,
  language: Language,
): Promise<Health> {
  const looks: Record<string, () => Promise<Found>> = {
    database: () => readDatabase(world),
    homeserver: () => readHomeserver(world),
    policy: () => readPolicy(policyUrl),
    module: () => readModule(world, synapseProcesses),
    queue: () => readQueue(world),
    rooms: () => readRooms(world),
    scanner: () => readScanner(scanner),
    webhooks: () => readWebhookHealth(world),
    brake: () => readBrakeHealth(world),
    email: () => readEmailHealth(world, smtp),
    canary: () => readCanaryHealth(world, canaryEveryMinutes),
    audit: () => readChainHealth(world),
  }
  const parts = await Promise.all(Object.entries(looks).map(([name, look]) => readPart(world, name, look, language)))
  const down = parts.some(({ status }) => status === 'down')
  return { status: down ? 'down' : parts.some(({ status }) => status === 'degraded') ? 'degraded' : 'ok', parts }
}

const lastSeen = new Map<string, Date>()

async function readPart({ now }: World, name: string, look: () => Promise<Found>, language: Language): Promise<Part> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Found>((resolve) => {
    timer = setTimeout(resolve, 3_000, { status: 'down', detail: { fr: 'pas de réponse en 3 s', en: 'no answer within 3 s' } })
  })
  const found = await Promise.race([look(), late]).catch((): Found => ({
    status: 'down',
    detail: { fr: 'ne répond pas', en: 'does not answer' },
  }))
  clearTimeout(timer)
  if (found.status === 'ok') lastSeen.set(name, found.lastSuccess ?? now())
  const seen = found.lastSuccess ?? lastSeen.get(name)
  const advice = found.status === 'ok' ? null : (ADVICE[name]?.[language] ?? null)
  return { part: name, status: found.status, detail: found.detail[language], advice, lastSuccess: seen?.toISOString() ?? null }
}

const answers: Found = { status: 'ok', detail: { fr: 'répond', en: 'answers' } }
const silent: Found = { status: 'down', detail: { fr: 'ne répond pas', en: 'does not answer' } }

async function readDatabase({ db }: World): Promise<Found> {
  await db.selectNoFrom((eb) => eb.lit(1).as('one')).execute()
  return answers
}

const readHomeserver = async ({ matrix }: World): Promise<Found> => ((await matrix.isUp()) ? answers : silent)

async function readPolicy(policyUrl: string): Promise<Found> {
  const { ok } = await fetch(`${policyUrl}/health/live`, { signal: AbortSignal.timeout(2_000) })
  return ok ? answers : silent
}

/**
 * A process of the homeserver without our module enforces nothing: silence is an alarm. A worker that was taken away for
 * good stops counting after an hour, the last one never.
 */
async function readModule({ db, now }: World, expected: readonly string[]): Promise<Found> {
  const beats = (await listHeartbeats(db)).map((beat) => ({
    ...beat,
    seconds: Math.round((now().getTime() - beat.seenAt.getTime()) / 1_000),
  }))
  const [last] = beats.toSorted((a, b) => a.seconds - b.seconds)
  if (last === undefined) return { status: 'down', detail: { fr: 'ne s’est jamais annoncé', en: 'never announced itself' } }
  const never = expected.filter((name) => !beats.some(({ instance }) => instance === name))
  if (never.length > 0) {
    const names = never.join(', ')
    const detail = { fr: `${names} : ne s’est jamais annoncé`, en: `${names}: never announced itself` }
    return { status: 'down', detail, lastSuccess: last.seenAt }
  }
  const mute = beats.filter(({ seconds, instance }) => seconds > FRESH_SECONDS && (seconds < 3_600 || instance === last.instance))
  const told = (one: (beat: (typeof beats)[number]) => string) => mute.map(one).join(', ')
  const living = beats.filter(({ seconds }) => seconds <= FRESH_SECONDS).map(({ instance }) => instance)
  if (mute.length > 0)
    return {
      status: 'down',
      detail: {
        fr: told(({ instance, seconds }) => `${instance} : muet depuis ${seconds} s`),
        en: told(({ instance, seconds }) => `${instance}: silent for ${seconds} s`),
      },
      lastSuccess: last.seenAt,
    }
  return {
    status: 'ok',
    detail: {
      fr: `${living.join(', ')} : dernier signe il y a ${last.seconds} s (module ${last.version})`,
      en: `${living.join(', ')}: last sign ${last.seconds} s ago (module ${last.version})`,
    },
    lastSuccess: last.seenAt,
  }
}

async function readQueue({ db }: World): Promise<Found> {
  const { waiting, oldestSeconds } = await readQueueState(db)
  const age = Math.round(oldestSeconds)
  return {
    status: oldestSeconds > 60 ? 'degraded' : 'ok',
    detail:
      waiting === 0
        ? { fr: 'rien n’attend', en: 'nothing waits' }
        : { fr: `${waiting} en attente, le plus ancien depuis ${age} s`, en: `${waiting} waiting, the oldest for ${age} s` },
  }
}

/** None configured is a choice, which the console shows; one that is silent keeps every file out. */
async function readScanner(scanner: VirusScanner | undefined): Promise<Found> {
  if (scanner === undefined)
    return {
      status: 'ok',
      detail: {
        fr: 'aucun antivirus n’est configuré : les fichiers sont enregistrés sans analyse (CLAMAV_URL)',
        en: 'no virus scanner is configured: files are stored unscanned (CLAMAV_URL)',
      },
    }
  return scanner.ping().then(
    () => answers,
    () => ({ ...silent, status: 'degraded' }),
  )
}

async function readRooms({ db }: World): Promise<Found> {
  const inError = await countRoomsInError(db)
  if (inError === 0) return { status: 'ok', detail: { fr: 'aucun salon en erreur', en: 'no room in error' } }
  return { status: 'degraded', detail: { fr: `${inError} salon(s) en erreur`, en: `${inError} room(s) in error` } }
}

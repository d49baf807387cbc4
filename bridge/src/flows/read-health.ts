import type { Health, Platform, PlatformPart } from '../contract.ts'
import { readChainHealth } from './audit/check-chain.ts'
import { readBrakeHealth } from './brake/read-brake-health.ts'
import { readCanaryHealth } from './canary/read-canary-health.ts'
import { readEmailHealth } from './emails/read-email-health.ts'
import { ADVICE } from './platform/advice.ts'
import { type Found, silent } from './platform/found.ts'
import { readProcesses } from './platform/own-processes.ts'
import { readModule } from './platform/read-module.ts'
import { readDatabase, readFiles, readHomeserver, readPolicy, readPush, readQueue, readRooms, readScanner } from './platform/read-parts.ts'
import { VERSION } from './platform/version.ts'
import type { VirusScanner } from './virus-scanner.ts'
import { readWebhookHealth } from './webhooks/read-webhook-health.ts'
import type { World } from './world.ts'

type Language = 'fr' | 'en'

export interface HealthSettings {
  readonly policyUrl: string
  /** Processes of the homeserver that must announce themselves. */
  readonly synapseProcesses: readonly string[]
  readonly canaryEveryMinutes: number
  readonly scanner: VirusScanner | undefined
  /** Whether the server answers by which e-mail is sent; undefined: there is none. */
  readonly mailAnswers: (() => Promise<boolean>) | undefined
  /** Where the homeserver tells of news for browsers; undefined: no browser is told. */
  readonly push: { readonly doorUrl: string } | undefined
}

/** Without these people still write and read, and accesses are still right. */
const BESIDES: readonly string[] = ['scanner', 'email', 'push', 'webhooks', 'files']

/** Each part of the installation, with what to do when it is not well. Never throws: what does not answer is down. */
export async function readPlatform(world: World, settings: HealthSettings, language: Language): Promise<Platform> {
  const { policyUrl, canaryEveryMinutes, scanner, mailAnswers, push, synapseProcesses } = settings
  const looks: Record<string, () => Promise<Found>> = {
    homeserver: () => readHomeserver(world),
    module: () => readModule(world, synapseProcesses),
    gateway: () => readProcesses(world, 'gateway'),
    policy: () => readPolicy(policyUrl),
    work: () => readProcesses(world, 'work'),
    database: () => readDatabase(world),
    queue: () => readQueue(world),
    rooms: () => readRooms(world),
    email: () => readEmailHealth(world, mailAnswers),
    push: () => readPush(world, push?.doorUrl),
    scanner: () => readScanner(scanner),
    files: () => readFiles(world),
    webhooks: () => readWebhookHealth(world),
    brake: () => readBrakeHealth(world),
    canary: () => readCanaryHealth(world, canaryEveryMinutes),
    audit: () => readChainHealth(world),
  }
  const parts = await Promise.all(Object.entries(looks).map(([name, look]) => readPart(world, name, look, language)))
  const down = parts.some(({ part, status }) => status === 'down' && !BESIDES.includes(part))
  const status = down ? 'down' : parts.every((one) => one.status === 'ok') ? 'ok' : 'degraded'
  return { status, at: world.now().toISOString(), version: VERSION, parts }
}

/** The same for everybody who asks: how each part is, without versions and processes, which help who attacks. */
export async function readHealth(world: World, settings: HealthSettings, language: Language): Promise<Health> {
  const { status, parts } = await readPlatform(world, settings, language)
  return { status, parts: parts.map(({ version: _version, processes: _processes, ...part }) => part) }
}

const lastSeen = new Map<string, Date>()

async function readPart({ now }: World, name: string, look: () => Promise<Found>, language: Language): Promise<PlatformPart> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Found>((resolve) => {
    timer = setTimeout(resolve, 3_000, { status: 'down', detail: { fr: 'pas de réponse en 3 s', en: 'no answer within 3 s' } })
  })
  const found = await Promise.race([look(), late]).catch((): Found => silent)
  clearTimeout(timer)
  if (found.status === 'ok') lastSeen.set(name, found.lastSuccess ?? now())
  const seen = found.lastSuccess ?? lastSeen.get(name)
  return {
    part: name,
    status: found.status,
    detail: found.detail[language],
    advice: found.status === 'ok' ? null : (ADVICE[name]?.[language] ?? null),
    lastSuccess: seen?.toISOString() ?? null,
    version: found.version ?? null,
    processes: [...(found.processes ?? [])],
  }
}

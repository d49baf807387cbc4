import type { Health } from '../contract.ts'
import { listHeartbeats } from '../db/heartbeats.ts'
import { readQueueState } from '../db/jobs.ts'
import { countRoomsInError } from '../db/rooms.ts'
import type { World } from './world.ts'

type Part = Health['parts'][number]
const FRESH_SECONDS = 35

/** Each part of the installation, with what to do when it is not well. Never throws: what does not answer is down. */
export async function readHealth(world: World, policyUrl: string): Promise<Health> {
  const parts = await Promise.all([
    part(world, 'database', 'PostgreSQL', 'Vérifiez que PostgreSQL est démarré et que DATABASE_URL est juste.', () => readDatabase(world)),
    part(world, 'homeserver', 'Synapse', 'Vérifiez que Synapse est démarré ; son journal est dans logs/synapse.log.', () => readHomeserver(world)),
    part(world, 'policy', 'service des règles', 'Redémarrez le rôle « policy » : d’ici là, seuls les messages ordinaires passent.', () => readPolicy(policyUrl)),
    part(world, 'module', 'module de Synapse', 'Le module manque ou ne peut pas joindre le service des règles : vérifiez « modules: » dans homeserver.yaml, puis redémarrez Synapse.', () => readModule(world)),
    part(world, 'queue', 'file de travail', 'Vérifiez que le rôle « work » tourne ; les changements attendent et ne sont pas perdus.', () => readQueue(world)),
    part(world, 'rooms', 'salons', 'Ouvrez les cercles en écart dans la console : la cause de chacun y est écrite.', () => readRooms(world)),
  ])
  const down = parts.some(({ status }) => status === 'down')
  return { status: down ? 'down' : parts.some(({ status }) => status === 'degraded') ? 'degraded' : 'ok', parts }
}

type Found = { status: Part['status']; detail: string; lastSuccess?: Date }
const lastSeen = new Map<string, Date>()

async function part({ now }: World, name: string, words: string, advice: string, look: () => Promise<Found>): Promise<Part> {
  const late = new Promise<Found>((resolve) => setTimeout(resolve, 3_000, { status: 'down', detail: `${words} : pas de réponse en 3 s` }))
  const found = await Promise.race([look(), late]).catch((): Found => ({ status: 'down', detail: `${words} : ne répond pas` }))
  if (found.status === 'ok') lastSeen.set(name, found.lastSuccess ?? now())
  const seen = found.lastSuccess ?? lastSeen.get(name)
  return { part: name, status: found.status, detail: found.detail, advice: found.status === 'ok' ? null : advice, lastSuccess: seen?.toISOString() ?? null }
}

async function readDatabase({ db }: World): Promise<Found> {
  await db.selectNoFrom((eb) => eb.lit(1).as('one')).execute()
  return { status: 'ok', detail: 'PostgreSQL répond' }
}

async function readHomeserver({ matrix }: World): Promise<Found> {
  return (await matrix.isUp()) ? { status: 'ok', detail: 'Synapse répond' } : { status: 'down', detail: 'Synapse ne répond pas' }
}

async function readPolicy(policyUrl: string): Promise<Found> {
  const { ok } = await fetch(`${policyUrl}/health/live`, { signal: AbortSignal.timeout(2_000) })
  return ok ? { status: 'ok', detail: 'le service des règles répond' } : { status: 'down', detail: 'le service des règles répond mal' }
}

/**
 * A process of the homeserver without our module enforces nothing: silence is an alarm. A worker that was taken away for
 * good stops counting after an hour, the last one never.
 */
async function readModule({ db, now }: World): Promise<Found> {
  const silences = (await listHeartbeats(db)).map((beat) => ({ ...beat, seconds: Math.round((now().getTime() - beat.seenAt.getTime()) / 1_000) }))
  const [last] = silences.toSorted((a, b) => a.seconds - b.seconds)
  if (last === undefined) return { status: 'down', detail: 'le module ne s’est jamais annoncé' }
  const silent = silences.filter(({ seconds, instance }) => seconds > FRESH_SECONDS && (seconds < 3_600 || instance === last.instance))
  if (silent.length > 0) return { status: 'down', detail: silent.map(({ instance, seconds }) => `${instance} : muet depuis ${seconds} s`).join(', '), lastSuccess: last.seenAt }
  return { status: 'ok', detail: `${last.instance} : dernier signe il y a ${last.seconds} s (module ${last.version})`, lastSuccess: last.seenAt }
}

async function readQueue({ db }: World): Promise<Found> {
  const { waiting, oldestSeconds } = await readQueueState(db)
  const late = oldestSeconds > 60
  return { status: late ? 'degraded' : 'ok', detail: `${waiting} en attente${waiting > 0 ? `, le plus ancien depuis ${Math.round(oldestSeconds)} s` : ''}` }
}

async function readRooms({ db }: World): Promise<Found> {
  const inError = await countRoomsInError(db)
  return inError === 0 ? { status: 'ok', detail: 'aucun salon en erreur' } : { status: 'degraded', detail: `${inError} salon(s) en erreur` }
}

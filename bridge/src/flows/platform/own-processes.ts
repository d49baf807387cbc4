import { randomBytes } from 'node:crypto'
import { type Role, deleteOldBeats, deleteProcessBeat, listProcessBeats, setProcessBeat } from '../../db/platform.ts'
import { every } from '../every.ts'
import type { World } from '../world.ts'
import { FRESH_SECONDS, type Found } from './found.ts'
import { VERSION } from './version.ts'

const EVERY_MS = 10_000
/** A place that fell silent is missed for so long, while others do its work. */
const MISSED_SECONDS = 600

/** Says every ten seconds that this process lives, and at its end that nobody is to miss it. */
export async function announceProcess(
  world: Pick<World, 'db' | 'now' | 'log'>,
  place: { role: Role; instance: string },
): Promise<() => Promise<void>> {
  const { db, now } = world
  const mine = { ...place, boot: randomBytes(6).toString('hex'), version: VERSION, startedAt: now() }
  const beat = async () => {
    await setProcessBeat(db, { ...mine, seenAt: now() })
    await deleteOldBeats(db)
  }
  await beat()
  const beating = every(world, 'heartbeat', EVERY_MS, beat)
  return async () => {
    await beating.stop()
    await deleteProcessBeat(db, mine)
  }
}

/** Processes of ours with one role: nobody left is an alarm, one that fell silent among others is to be looked at. */
export async function readProcesses({ db, now }: Pick<World, 'db' | 'now'>, role: Role): Promise<Found> {
  const beats = (await listProcessBeats(db, role)).map((beat) => ({
    ...beat,
    seconds: Math.round((now().getTime() - beat.seenAt.getTime()) / 1_000),
  }))
  const [last] = beats
  if (last === undefined) return { status: 'down', detail: { fr: 'aucun processus ne tourne', en: 'no process runs' } }
  const living = beats.filter(({ seconds }) => seconds <= FRESH_SECONDS)
  const counted = beats.filter((beat) => beat.seconds <= MISSED_SECONDS || beat === last)
  const mute = counted.length - living.length
  const known = {
    lastSuccess: last.seenAt,
    version: last.version,
    processes: counted.map(({ instance, seconds, version, seenAt, startedAt }) => ({
      name: instance,
      status: seconds <= FRESH_SECONDS ? ('ok' as const) : ('down' as const),
      version,
      startedAt: startedAt.toISOString(),
      lastSeen: seenAt.toISOString(),
    })),
  }
  if (living.length === 0)
    return { status: 'down', detail: { fr: `muet depuis ${last.seconds} s`, en: `silent for ${last.seconds} s` }, ...known }
  if (mute > 0)
    return {
      status: 'degraded',
      detail: { fr: `${living.length} processus en marche, ${mute} muet(s)`, en: `${living.length} running, ${mute} silent` },
      ...known,
    }
  return { status: 'ok', detail: { fr: `${living.length} processus en marche`, en: `${living.length} running` }, ...known }
}

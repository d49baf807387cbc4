import { listHeartbeats } from '../../db/heartbeats.ts'
import type { World } from '../world.ts'
import { FRESH_SECONDS, type Found, GONE_SECONDS } from './found.ts'

/**
 * A process of the homeserver without our module enforces nothing: silence is an alarm. A worker that was taken away for
 * good stops counting after an hour, the last one never.
 */
export async function readModule({ db, now }: World, expected: readonly string[]): Promise<Found> {
  const beats = (await listHeartbeats(db)).map((beat) => ({
    ...beat,
    seconds: Math.round((now().getTime() - beat.seenAt.getTime()) / 1_000),
  }))
  const [last] = beats.toSorted((a, b) => a.seconds - b.seconds)
  if (last === undefined) return { status: 'down', detail: { fr: 'ne s’est jamais annoncé', en: 'never announced itself' } }
  const counted = beats.filter(({ seconds, instance }) => seconds < GONE_SECONDS || instance === last.instance)
  const known = {
    lastSuccess: last.seenAt,
    version: last.version,
    processes: counted.map(({ instance, seconds, version, seenAt }) => ({
      name: instance,
      status: seconds <= FRESH_SECONDS ? ('ok' as const) : ('down' as const),
      version,
      startedAt: null,
      lastSeen: seenAt.toISOString(),
    })),
  }
  const never = expected.filter((name) => !beats.some(({ instance }) => instance === name))
  if (never.length > 0) {
    const names = never.join(', ')
    return { status: 'down', detail: { fr: `${names} : ne s’est jamais annoncé`, en: `${names}: never announced itself` }, ...known }
  }
  const mute = counted.filter(({ seconds }) => seconds > FRESH_SECONDS)
  const told = (one: (beat: (typeof beats)[number]) => string) => mute.map(one).join(', ')
  if (mute.length > 0)
    return {
      status: 'down',
      detail: {
        fr: told(({ instance, seconds }) => `${instance} : muet depuis ${seconds} s`),
        en: told(({ instance, seconds }) => `${instance}: silent for ${seconds} s`),
      },
      ...known,
    }
  const living = counted.map(({ instance }) => instance).join(', ')
  return {
    status: 'ok',
    detail: {
      fr: `${living} : dernier signe il y a ${last.seconds} s (module ${last.version})`,
      en: `${living}: last sign ${last.seconds} s ago (module ${last.version})`,
    },
    ...known,
  }
}

import { readQueueState } from '../../db/jobs.ts'
import { findLastSuccess, readDatabaseVersion } from '../../db/platform.ts'
import { countRoomsInError } from '../../db/room-states.ts'
import type { VirusScanner } from '../virus-scanner.ts'
import type { World } from '../world.ts'
import { type Found, answers, silent } from './found.ts'

export const readDatabase = async ({ db }: World): Promise<Found> => ({
  ...answers,
  version: `PostgreSQL ${await readDatabaseVersion(db)}`,
})

export async function readHomeserver({ matrix }: World): Promise<Found> {
  if (!(await matrix.isUp())) return silent
  // It answers people without telling its version to us: that is no outage.
  const version = await matrix.version().then(
    (told) => `Synapse ${told}`,
    () => undefined,
  )
  return { ...answers, version }
}

export async function readPolicy(policyUrl: string): Promise<Found> {
  const { ok } = await fetch(`${policyUrl}/health/live`, { signal: AbortSignal.timeout(2_000) })
  return ok ? answers : silent
}

export async function readQueue({ db }: World): Promise<Found> {
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
export async function readScanner(scanner: VirusScanner | undefined): Promise<Found> {
  if (scanner === undefined)
    return {
      status: 'ok',
      detail: {
        fr: 'aucun antivirus n’est configuré : les fichiers sont enregistrés sans analyse (CLAMAV_URL)',
        en: 'no virus scanner is configured: files are stored unscanned (CLAMAV_URL)',
      },
    }
  await scanner.ping()
  return { ...answers, version: await scanner.version().catch(() => undefined) }
}

export async function readRooms({ db }: World): Promise<Found> {
  const inError = await countRoomsInError(db)
  if (inError === 0) return { status: 'ok', detail: { fr: 'aucun salon en erreur', en: 'no room in error' } }
  return { status: 'degraded', detail: { fr: `${inError} salon(s) en erreur`, en: `${inError} room(s) in error` } }
}

/** The door where the homeserver tells of news; without keys no browser is told, which is a choice. */
export async function readPush({ db }: World, door: string | undefined): Promise<Found> {
  if (door === undefined)
    return {
      status: 'ok',
      detail: {
        fr: 'aucune clé n’est configurée : les navigateurs ne sont pas avertis (VAPID_PUBLIC_KEY)',
        en: 'no key is configured: browsers are told nothing (VAPID_PUBLIC_KEY)',
      },
    }
  const [last] = await Promise.all([findLastSuccess(db, 'push'), fetch(door, { signal: AbortSignal.timeout(2_000) })])
  if (last === undefined)
    return { status: 'ok', detail: { fr: 'à l’écoute, rien n’a encore été transmis', en: 'listens, nothing was passed on yet' } }
  return { status: 'ok', detail: { fr: 'à l’écoute', en: 'listens' }, lastSuccess: last }
}

const SWEPT_SECONDS = 300
/** Files that nothing holds go away by rounds of the work. */
export async function readFiles({ db, now }: World): Promise<Found> {
  const last = await findLastSuccess(db, 'files')
  if (last === undefined)
    return { status: 'degraded', detail: { fr: 'aucun balayage n’a encore abouti', en: 'no sweep has succeeded yet' } }
  const seconds = Math.round((now().getTime() - last.getTime()) / 1_000)
  if (seconds > SWEPT_SECONDS)
    return {
      status: 'down',
      detail: { fr: `aucun balayage n’a abouti depuis ${seconds} s`, en: `no sweep has succeeded for ${seconds} s` },
      lastSuccess: last,
    }
  return {
    status: 'ok',
    detail: { fr: 'les fichiers sans attache sont balayés', en: 'files that nothing holds are swept' },
    lastSuccess: last,
  }
}

import { readCanaryState } from '../../db/canary.ts'
import type { Found } from '../platform/found.ts'
import type { World } from '../world.ts'

const startedAt = new Date()
const PERIODS = 3

/**
 * A leak is an alarm until a later run finds none. A canary that has said nothing for three periods is not well either: silence is
 * not "nothing leaks".
 */
export async function readCanaryHealth({ db, now, zone }: Pick<World, 'db' | 'now' | 'zone'>, everyMinutes: number): Promise<Found> {
  const when = (language: 'fr' | 'en-GB', at: Date) =>
    at.toLocaleString(language, { dateStyle: 'short', timeStyle: 'short', timeZone: zone })
  const { decided, last, lastClean } = await readCanaryState(db)
  const seen = lastClean === null ? {} : { lastSuccess: lastClean }
  if (decided?.outcome === 'leak') {
    const { leaked, finished_at: at } = decided
    return {
      status: 'down',
      detail: {
        fr: `${leaked} fuite(s) constatée(s) le ${when('fr', at ?? now())}`,
        en: `${leaked} leak(s) found on ${when('en-GB', at ?? now())}`,
      },
      ...seen,
    }
  }
  if (everyMinutes === 0 && decided === undefined)
    return { status: 'ok', detail: { fr: 'désactivé (CANARY_EVERY_MINUTES=0)', en: 'turned off (CANARY_EVERY_MINUTES=0)' } }
  const since = Math.max(lastClean?.getTime() ?? 0, startedAt.getTime())
  if (everyMinutes > 0 && now().getTime() - since > PERIODS * everyMinutes * 60_000)
    return {
      status: 'degraded',
      detail:
        last?.outcome === 'incomplete'
          ? { fr: 'les derniers contrôles n’ont pas abouti', en: 'the last checks could not be carried through' }
          : { fr: 'aucun contrôle depuis trois périodes', en: 'no check for three periods' },
      ...seen,
    }
  if (decided === undefined || lastClean === null) return { status: 'ok', detail: { fr: 'pas encore de contrôle', en: 'no check yet' } }
  return {
    status: 'ok',
    detail: {
      fr: `aucune fuite le ${when('fr', lastClean)} (${decided.tried} tentatives)`,
      en: `no leak on ${when('en-GB', lastClean)} (${decided.tried} attempts)`,
    },
    ...seen,
  }
}

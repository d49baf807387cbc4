import type { Transaction } from 'kysely'
import type { Preferences, PreferencesBody } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { CHANNELS, NEWS, type News } from '../core/wishes.ts'
import { recordEvents } from '../db/events.ts'
import { type KeptWishes, bumpWishes, getWishes, isInRoom, lockWishes, setChoice, setRoomChoice, setSettings } from '../db/preferences.ts'
import { queuePushRules } from '../db/push-rules.ts'
import type { Schema } from '../db/schema.ts'
import { sameJson } from '../core/room-difference.ts'
import { checkVersion } from './check-version.ts'
import type { Asked, World } from './world.ts'

export function preferencesOf(wishes: KeptWishes): Preferences {
  const { language, digestHour, quietFrom, quietTo, awayMinutes, version, rooms } = wishes
  const of = (news: News) => ({
    app: wishes.rhythm(news, 'app') === 'never' ? ('never' as const) : ('immediate' as const),
    email: wishes.rhythm(news, 'email'),
  })
  const muted = (kind: string) => rooms.filter((room) => room.kind === kind && room.muted).map(({ ref }) => ref)
  return {
    choices: {
      mail: of('mail'),
      journal: of('journal'),
      liaison: of('liaison'),
      'circle-change': of('circle-change'),
      'read-confirmation': of('read-confirmation'),
      document: of('document'),
    },
    language,
    digestHour,
    quiet: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo },
    awayMinutes,
    mutes: { journals: muted('journal'), liaison: muted('liaison') },
    version,
  }
}

/** One change of one person's wishes: recorded when it changed something, and then told to the homeserver. Throws PERSON_UNKNOWN, CHANGED_MEANWHILE. */
export async function changeWishes(
  { db, now }: Pick<World, 'db' | 'now'>,
  person: string,
  asked: Asked,
  change: (trx: Transaction<Schema>) => Promise<void>,
): Promise<KeptWishes> {
  return db.transaction().execute(async (trx) => {
    if (!(await lockWishes(trx, person))) throw new Fault('PERSON_UNKNOWN')
    const before = await getWishes(trx, person)
    checkVersion(asked, before)
    await change(trx)
    const after = await getWishes(trx, person)
    if (sameJson({ ...preferencesOf(before), rooms: before.rooms }, { ...preferencesOf(after), rooms: after.rooms })) return before
    await bumpWishes(trx, person)
    await queuePushRules(trx, person)
    await recordEvents(trx, asked, now(), [{ type: 'preferences.changed', person }])
    return { ...after, version: after.version + 1 }
  })
}

export async function putPreferences(world: World, person: string, body: PreferencesBody, asked: Asked): Promise<Preferences> {
  const { choices, language, digestHour, quiet, awayMinutes } = body
  const wishes = await changeWishes(world, person, asked, async (trx) => {
    await setSettings(trx, person, { language, digestHour, quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null, awayMinutes })
    for (const news of NEWS) for (const channel of CHANNELS) await setChoice(trx, person, news, channel, choices[news][channel])
  })
  return preferencesOf(wishes)
}

/** Silences a room where the person is, or lets it be heard again. Safe to repeat. Throws NOT_THERE. */
export async function muteRoom(
  world: Pick<World, 'db' | 'now'>,
  person: string,
  room: { kind: 'journal' | 'liaison'; ref: string },
  muted: boolean,
  asked: Asked,
): Promise<void> {
  await changeWishes(world, person, asked, async (trx) => {
    if (!(await isInRoom(trx, person, room, world.now()))) throw new Fault('NOT_THERE')
    const keptSilent = (await getWishes(trx, person)).rhythm(room.kind, 'app') === 'never'
    // Where the whole kind is silent, to hear one room is a decision too; taking a mute back is not.
    await setRoomChoice(trx, person, room, muted ? true : keptSilent ? false : null)
  })
}

import { type UserId, localpartOf } from '../core/ids.ts'
import { INVITATIONS, changeFor, isSilent } from '../core/push-rules.ts'
import { NEWS_IN } from '../core/wishes.ts'
import type { RoomKindName } from 'policies'
import { BACKGROUND, addJob, withSubjectAlone } from '../db/jobs.ts'
import { findPerson } from '../db/people.ts'
import { type KeptWishes, bumpWishes, getWishes, lockWishes, setRoomChoice } from '../db/preferences.ts'
import {
  type PushRoom,
  listPushRooms,
  listPushUnchecked,
  queuePushRules,
  queuePushRulesOfNewcomers,
  setMirror,
  setPushChecked,
} from '../db/push-rules.ts'
import { MatrixFailure } from '../matrix/port.ts'
import type { World } from './world.ts'

/** Whether the kind of a room is one that the person never wants to be told of in the application. */
const neverTold = (wishes: KeptWishes, kind: RoomKindName): boolean => {
  const news = NEWS_IN[kind]
  return news !== undefined && wishes.rhythm(news, 'app') === 'never'
}
const wantsSilence = (wishes: KeptWishes, { kind, ref }: Pick<PushRoom, 'kind' | 'ref'>): boolean =>
  wishes.rooms.find((room) => room.kind === kind && room.ref === ref)?.muted ?? neverTold(wishes, kind)

/**
 * Brings what a person wishes and the rules of their Matrix account together. Whichever of the two differs from what was last seen is the
 * one that was changed: a rule written in a client becomes their wish; a wish becomes a rule. Safe to repeat and to interrupt anywhere: what
 * was written and not noted is found again, equal to the wish.
 */
export async function mirrorPushRules(world: World, person: string): Promise<void> {
  const alone = await withSubjectAlone(world.db, `push-rules:${person}`, () => mirrorAlone(world, person))
  if (!alone) await queuePushRules(world.db, person, new Date(world.now().getTime() + 500))
}

async function mirrorAlone(world: World, id: string): Promise<void> {
  const { db, matrix, serverName, now, log } = world
  const person = await findPerson(db, id, serverName)
  if (person?.status !== 'active' || person.account.state !== 'ready') return
  const user = person.userId as UserId
  const rooms = await listPushRooms(db, id, now())
  try {
    let rules = await matrix.readPushRules(user)
    if (rules.some(({ id: rule, enabled }) => rule === INVITATIONS.id && enabled)) await matrix.disablePushRule(user, INVITATIONS)
    let wishes = await getWishes(db, id)
    for (const room of rooms) {
      const notices = room.kind === 'notifications'
      const actual = isSilent(rules, room.roomId, notices)
      // Before anybody looked, a room is heard, and notices are not.
      const seen = room.seenSilent ?? notices
      if (actual !== seen) {
        await takeOver(world, id, room, actual)
        wishes = await getWishes(db, id)
      }
      const wanted = wantsSilence(wishes, room)
      if (wanted !== actual) {
        const { remove, set } = changeFor(rules, room.roomId, notices, wanted)
        for (const rule of remove) await matrix.deletePushRule(user, rule)
        for (const rule of set) await matrix.setPushRule(user, rule)
        rules = [...rules.filter((rule) => !remove.includes(rule)), ...set.map((rule) => ({ ...rule, enabled: true }))]
      }
      if (wanted !== room.seenSilent) await setMirror(db, id, room, wanted)
    }
    await setPushChecked(db, id, now())
  } catch (error) {
    // What the homeserver refuses today it refuses tomorrow: the slow comparison looks again.
    if (!(error instanceof MatrixFailure) || error.transient) throw error
    log.warn({ person: id, cause: error.errcode }, 'push rules not in step')
    await setPushChecked(db, id, now())
  }
}

/** The person said so in their client. */
async function takeOver({ db }: World, person: string, room: PushRoom, silent: boolean): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (!(await lockWishes(trx, person))) return
    const before = await getWishes(trx, person)
    if (wantsSilence(before, room) !== silent) {
      await setRoomChoice(trx, person, room, silent === neverTold(before, room.kind) ? null : silent)
      await bumpWishes(trx, person)
    }
    await setMirror(trx, person, room, silent)
  })
}

/** Who is new in a room and silenced it, or its kind, before. */
export async function mirrorForNewcomers(
  { db, serverName }: World,
  where: { kind: string; ref: string },
  before: ReadonlyMap<string, string> | undefined,
  after: ReadonlyMap<string, { membership: string }>,
): Promise<void> {
  const newcomers = [...after].filter(([user, { membership }]) => membership === 'join' && before?.get(user) !== 'join')
  const localparts = newcomers.flatMap(([user]) => localpartOf(user, serverName) ?? [])
  await queuePushRulesOfNewcomers(db, where, localparts)
}

const PAGE = 50
const DAY = 86_400_000

/** What a crash may have left undone: each person's rules are looked at once a day. */
export async function comparePushRules(world: World): Promise<void> {
  const people = await listPushUnchecked(world.db, new Date(world.now().getTime() - DAY), PAGE)
  for (const person of people) {
    await mirrorPushRules(world, person)
    await setPushChecked(world.db, person, world.now())
  }
  if (people.length === PAGE) await queueComparison(world)
}
export const queueComparison = ({ db }: Pick<World, 'db'>): Promise<void> =>
  addJob(db, 'compare-push-rules', {}, { key: 'compare-push-rules', priority: BACKGROUND })

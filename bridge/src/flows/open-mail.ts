import { setTimeout as pause } from 'node:timers/promises'
import { type Decision, type Facts, RULES, type Someone, decide } from 'policies'
import type { RoomId } from '../core/ids.ts'
import { isService, isSynthetic, localpartOf } from '../core/ids.ts'
import { type MailRequest, worstOf } from '../core/mail.ts'
import { type Correspondent, ensureMail, findMail, listCorrespondents } from '../db/mail.ts'
import { tellDeparted } from './departures/tell-departed.ts'
import { SERVICE_ACCOUNTS } from './put-person.ts'
import type { World } from './world.ts'

/** What came of a request for a conversation. `late`: it is being made and may be asked for again. */
export type Opened = { room: RoomId } | { refused: Extract<Decision, { allowed: false }> } | 'late'
type MailWorld = Pick<World, 'db' | 'serverName' | 'now'>

const PATIENCE_MS = 20_000
/** A conversation that somebody leaves while it opens is opened anew, but not for ever. */
const TRIES = 3

/**
 * Finds or makes the one room of exactly these people and the caller, and waits until everybody is in it. The work is the queue's: a
 * caller who asks again, after a crash too, is given the same room.
 */
export async function openMail(world: MailWorld, caller: string, request: MailRequest): Promise<Opened> {
  const deadline = Date.now() + PATIENCE_MS
  for (let tries = 0; tries < TRIES; tries++) {
    const { decision, people, sender, departed } = await judgeMail(world, caller, request)
    if (!decision.allowed) {
      if (sender !== undefined) await tellDeparted(world, sender, departed)
      return { refused: decision }
    }
    const id = await world.db.transaction().execute((trx) => ensureMail(trx, people, world.now()))
    const room = await untilMade(world, id, deadline)
    if (room === 'late') return 'late'
    if (room !== 'closed') return { room }
  }
  return 'late'
}

interface Judged {
  readonly decision: Decision
  readonly people: string[]
  readonly facts: Facts
  /** Who asked, when they are active. */
  readonly sender: string | undefined
  /** Those of the others who have departed: who asked is told so when it was refused. */
  readonly departed: string[]
}

/** May this person start that conversation? */
export async function judgeMail({ db, serverName }: MailWorld, caller: string, { invited, asks }: MailRequest): Promise<Judged> {
  const others = [...new Set(invited)].filter((user) => user !== caller)
  const local = (user: string) => localpartOf(user, serverName)
  const found = await listCorrespondents(
    db,
    [caller, ...others].flatMap((user) => local(user) ?? []),
  )
  // The canary writes to its own kind, and nobody else to it.
  const ofAKind = found.filter(({ localpart }) => isSynthetic(localpart) === isSynthetic(caller))
  const known = new Map(ofAKind.map((one) => [one.localpart, one]))
  const actor: Someone = { status: known.get(local(caller) ?? '')?.status ?? 'stranger', belongs: false, writes: false, manages: false }
  const worst = worstOf(others.map((user) => reachOf(known, local(user))))
  const facts: Facts = {
    room: null,
    actor,
    subject: actor,
    asTheKindSays: false,
    saying: 'off-the-list',
    namedAsInRegistry: false,
    deletion: null,
    mail: { people: others.length, worst, asks },
  }
  const sender = known.get(local(caller) ?? '')
  return {
    decision: decide(RULES, 'mail.open', facts),
    people: ofAKind.map(({ person }) => person),
    facts,
    sender: sender?.status === 'active' ? sender.person : undefined,
    departed: ofAKind.flatMap(({ person, status }) => (status === 'departed' && person !== sender?.person ? [person] : [])),
  }
}

function reachOf(known: ReadonlyMap<string, Correspondent>, localpart: string | null) {
  if (localpart !== null && (SERVICE_ACCOUNTS.has(localpart) || isService(localpart))) return 'service'
  const status = known.get(localpart ?? '')?.status ?? 'stranger'
  return status === 'active' ? 'reachable' : status
}

async function untilMade({ db }: MailWorld, id: string, deadline: number): Promise<RoomId | 'closed' | 'late'> {
  for (let wait = 25; ; wait = Math.min(wait * 1.5, 300)) {
    const mail = await findMail(db, id)
    if (mail?.open !== true) return 'closed'
    if (mail.madeAt !== null && mail.roomId !== null) return mail.roomId
    if (Date.now() > deadline) return 'late'
    await pause(wait)
  }
}

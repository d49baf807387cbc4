import { type Attempt, changesNothing, expectationOf, isTried } from '../../core/canary/attempt.ts'
import { ATTEMPTS } from '../../core/canary/attempts/index.ts'
import { type Filling, type Ground, fillBody, fillHeader, fillPath } from '../../core/canary/fill.ts'
import { FINDINGS, type Finding } from '../../core/canary/findings.ts'
import { askedToWaitMs, isTransient, judge } from '../../core/canary/judge.ts'
import type { Kind } from '../../core/canary/kinds.ts'
import type { PublicDoor, Received } from '../../matrix/public-door.ts'
import type { Watch } from './watch-rooms.ts'

export interface Found {
  readonly kind: string
  readonly attempt: string
  readonly finding: Finding
  readonly status: number | null
}
export interface Walked {
  readonly kind: string
  readonly tried: number
  readonly refused: number
  readonly allowed: number
  readonly found: readonly Found[]
}
export interface Walking {
  readonly ground: Ground
  readonly door: PublicDoor
  /** What each attempt carries; empty for who has no session. */
  readonly token: string
  readonly watch: Watch
  readonly live: boolean
  /** Gives a word that nobody had before. */
  readonly once: () => string
  readonly pause: (milliseconds: number) => Promise<void>
}

const AT_ONCE = 6

/** One kind of person tries everything; then it is looked at what took effect in the rooms, whatever was answered. */
export async function walkAttempts(kind: Kind, walking: Walking): Promise<Walked> {
  const tried = ATTEMPTS.filter((attempt) => isTried(attempt, kind, walking))
  const before = await walking.watch.look()
  const verdicts = new Map<Attempt, { verdict: ReturnType<typeof judge>; answer: Received }>()
  const done = new Set<string>()
  const one = async (attempt: Attempt) => {
    const answer = await tryOnce(attempt, kind, walking, done)
    const verdict = judge(expectationOf(attempt, kind), kind, answer)
    if (verdict === 'allowed') for (const id of idsIn(answer)) done.add(id)
    verdicts.set(attempt, { verdict, answer })
  }
  const reads = tried.filter(changesNothing)
  for (let at = 0; at < reads.length; at += AT_ONCE) await Promise.all(reads.slice(at, at + AT_ONCE).map(one))
  for (const attempt of tried) if (!changesNothing(attempt)) await one(attempt)

  const all = [...verdicts].map(([attempt, { verdict, answer }]) => ({ attempt, verdict, answer }))
  const found = all.flatMap(({ attempt, verdict, answer }): Found[] =>
    isFinding(verdict) ? [{ kind: kind.id, attempt: attempt.id, finding: verdict, status: answer.status }] : [],
  )
  const acts = await walking.watch.actsOf(walking.ground.people[kind.who], before)
  const unexpected = new Set(acts.filter(({ id }) => !done.has(id)).map(({ type, place }) => `did ${type} in ${place}`))
  const count = (wanted: string) => all.filter(({ verdict }) => verdict === wanted).length
  return {
    kind: kind.id,
    tried: all.length,
    refused: count('refused'),
    allowed: count('allowed'),
    found: [...found, ...[...unexpected].map((attempt): Found => ({ kind: kind.id, attempt, finding: 'done', status: null }))],
  }
}

const isFinding = (verdict: string): verdict is Finding => FINDINGS.some((finding) => finding === verdict)
const idsIn = ({ text }: Received): string[] => [...text.matchAll(/"(?:event_id|room_id)":"([^"]+)"/g)].map(([, id = '']) => id)

async function tryOnce(attempt: Attempt, kind: Kind, walking: Walking, done: Set<string>): Promise<Received> {
  for (let left = 3; ; left--) {
    const own = attempt.saysFirst === true ? await say(kind, walking, done) : ''
    const answer = await walking.door(requestOf(attempt, { ...walking, kind, own, once: walking.once() }))
    if (left <= 1 || !isTransient(answer)) return answer
    await walking.pause(askedToWaitMs(answer))
  }
}

async function say(kind: Kind, walking: Walking, done: Set<string>): Promise<string> {
  const filling = { ...walking, kind, own: '', once: walking.once() }
  const answer = await walking.door({
    method: 'PUT',
    path: fillPath('/_matrix/client/v3/rooms/{room}/send/m.room.message/{once}', filling),
    headers: { authorization: `Bearer ${walking.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ msgtype: 'm.text', body: 'Dit pour être supprimé.' }),
  })
  const [id = ''] = idsIn(answer)
  done.add(id)
  return id
}

function requestOf(attempt: Attempt, filling: Filling) {
  const given = Object.entries(attempt.headers ?? {}).map(([name, value]): [string, string | string[]] => [
    name,
    typeof value === 'string' ? fillHeader(value, filling) : value.map((one) => fillHeader(one, filling)),
  ])
  const carries = attempt.token !== 'nowhere' && filling.token !== ''
  return {
    method: attempt.method,
    path: fillPath(attempt.path, filling),
    headers: {
      ...(carries ? { authorization: `Bearer ${filling.token}` } : {}),
      ...(attempt.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...Object.fromEntries(given),
    },
    ...(attempt.body === undefined ? {} : { body: fillBody(attempt.body, filling) }),
  }
}

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { type Cast, castOf } from './cast.ts'
import type { Installation } from './installation.ts'
import { type Sent, requests } from './requests.ts'
import { send } from './send.ts'
import { judge } from './verdict.ts'

export interface Failure {
  readonly wrong: string
  readonly who: string
  readonly sent: Sent
}
export interface Fuzzed {
  readonly requests: number
  readonly statuses: Readonly<Record<string, number>>
  readonly failures: readonly Failure[]
  /** Of those whom the homeserver still counts in though they left, how many it counted in to the end: the proof is of these. */
  readonly stillIn: string
  /** Of the gateway, in megabytes: once warm, the largest seen, at the end. */
  readonly memory: { readonly warm: number; readonly most: number; readonly last: number }
}
export interface Asked {
  readonly count: number
  readonly seed: number
  readonly stack: Installation
  readonly gatewayPid: number
  readonly beforeTheEnd?: () => Promise<void>
  readonly say?: (done: number, failures: number) => void
  /** Each failure as it comes. */
  readonly failed?: (failure: Failure) => void
}

const BATCH = 500
const AT_ONCE = 12

/** Sends that many requests made of `seed`, and judges every answer. The same seed makes the same requests of the same cast. */
export async function fuzz({ count, seed, stack, gatewayPid, beforeTheEnd, say, failed }: Asked): Promise<Fuzzed> {
  const cast = await castOf(stack, beforeTheEnd)
  const arbitrary = requests(cast)
  const failures: Failure[] = []
  const statuses: Record<string, number> = {}
  const memory = { warm: 0, most: 0, last: 0 }
  for (let done = 0; done < count; done += BATCH) {
    await cast.renew()
    const batch = fc.sample(arbitrary, { numRuns: Math.min(BATCH, count - done), seed: seed + done })
    let next = 0
    const lane = async () => {
      for (let sent = batch[next++]; sent !== undefined; sent = batch[next++]) {
        const heard = await send(stack.baseUrl, sent)
        const status = heard.status === 0 ? heard.end : String(heard.status)
        statuses[status] = (statuses[status] ?? 0) + 1
        const wrong = await judge(cast, sent, heard, stack)
        if (wrong === null) continue
        const failure = { wrong, who: whoIs(cast, sent), sent: withoutTokens(cast, sent) }
        failures.push(failure)
        failed?.(failure)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
    memory.last = megabytesOf(gatewayPid)
    memory.most = Math.max(memory.most, memory.last)
    if (done <= 2 * BATCH) memory.warm = memory.last
    say?.(done + batch.length, failures.length)
  }
  return { requests: count, statuses, failures, memory, stillIn: await cast.stillIn() }
}

const whoIs = (cast: Cast, { actor }: Sent) => cast.actors[actor]?.kind ?? 'nobody'
/** For people to read: whose token it is, and not the token. */
function withoutTokens(cast: Cast, sent: Sent): Sent {
  const named = [...cast.actors, cast.author]
    .filter(({ token }) => token !== '')
    .reduce((text, { kind, token }) => text.replaceAll(token, `<${kind}>`), JSON.stringify(sent))
  return JSON.parse(named) as Sent
}

/** Of the process while it lives; NaN once it is gone, which whoever started it sees by itself. */
function megabytesOf(pid: number): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024)
  } catch {
    return Number.NaN
  }
}

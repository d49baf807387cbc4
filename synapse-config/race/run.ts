import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { readRoomGraph } from '../audit/read-room-graph.ts'
import { type Proof, type Refusal, judgeRedactions, judgeRefusals } from '../audit/room-graph.ts'
import { CLIENT, type Installation, preparing } from '../fuzz/installation.ts'

export interface Raced {
  readonly rounds: number
  readonly accepted: number
  readonly refused: number
  /** Accepted deletions that the graph of their room forbids. */
  readonly wrong: readonly Proof[]
  /** Refused deletions that the graph of their room allows. */
  readonly wronglyRefused: readonly Refusal[]
  /** Answers that are neither of the two, or an act that is none of a deletion and was refused. */
  readonly odd: readonly string[]
}

/** What happens at the very moment of a deletion; the last two are no messages, and must never be in its way. */
const MEANWHILE = [
  'another writes',
  'both write',
  'two others write',
  'the author writes',
  'another reacts',
  'the author deletes twice',
] as const

const LAGS = [150, 5, 60, 20]

/**
 * In each of so many journals side by side, two people delete and write at the same moment, again and again; then the graphs are
 * read from Synapse's database, and every deletion, accepted or refused, is judged anew.
 */
export async function race(stack: Installation, { rooms, rounds }: { rooms: number; rounds: number }): Promise<Raced> {
  const mark = randomBytes(5).toString('hex')
  const { putPeople, putCircle, settled, signIn } = preparing(stack)
  const names = Array.from({ length: rooms }, (_, index) => `race-${index}-${mark}`)
  await putPeople(names.flatMap((name) => [`${name}-a`, `${name}-b`]))
  for (const name of names) await putCircle(name, `race-${mark}`, [`${name}-a`, `${name}-b`])
  const lanes = await Promise.all(
    names.map(async (name) => {
      const room = await settled(name)
      const [author, other] = await Promise.all(['a', 'b'].map((who) => signIn(`@${name}-${who}:${stack.serverName}`)))
      return { room, run: await oneRoom(stack, room, String(author), String(other), Math.ceil(rounds / rooms)) }
    }),
  )
  const judged = await Promise.all(
    lanes.map(async ({ room, run }) => {
      const { events, creator = '' } = await readRoomGraph(stack.synapseDatabaseUrl, room)
      const proofs = judgeRedactions(events, creator)
      const told = proofs.length === run.accepted ? [] : [`${run.accepted} deletions told, ${proofs.length} in the graph`]
      return {
        wrong: proofs.filter(({ wrong }) => wrong !== null),
        wronglyRefused: judgeRefusals(events, run.refusals, creator),
        odd: [...run.odd, ...told],
      }
    }),
  )
  const sum = (of: (run: Run) => number) => lanes.reduce((total, { run }) => total + of(run), 0)
  return {
    rounds: sum((run) => run.rounds),
    accepted: sum((run) => run.accepted),
    refused: sum((run) => run.refusals.length),
    wrong: judged.flatMap(({ wrong }) => wrong),
    wronglyRefused: judged.flatMap(({ wronglyRefused }) => wronglyRefused),
    odd: judged.flatMap(({ odd }) => odd),
  }
}

interface Run {
  readonly rounds: number
  readonly accepted: number
  readonly refusals: readonly Refusal[]
  readonly odd: readonly string[]
}

async function oneRoom({ baseUrl }: Installation, room: string, author: string, other: string, rounds: number): Promise<Run> {
  let sent = 0
  const at = `${baseUrl}${CLIENT}/rooms/${encodeURIComponent(room)}`
  const put = async (token: string, path: string, body: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${at}/${path}/race${sent++}`, { method: 'PUT', headers, body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const says = (token: string) => put(token, 'send/m.room.message', { msgtype: 'm.text', body: 'essai' })
  const reacts = (token: string, event_id: string) =>
    put(token, 'send/m.reaction', { 'm.relates_to': { rel_type: 'm.annotation', event_id, key: '👍' } })

  // By the event that each made: two deletions of one message in one millisecond are the same event to Synapse.
  const accepted = new Set<unknown>()
  const refusals: Refusal[] = []
  const odd: string[] = []
  async function deletes(target: string): Promise<void> {
    const { status, body } = await put(author, `redact/${encodeURIComponent(target)}`, {})
    if (status === 200) accepted.add(body['event_id'])
    else if (body['fr.sphere.refusal'] === 'NO_LONGER_THE_LAST') refusals.push({ target, answeredAt: Date.now() })
    else odd.push(`a deletion: ${status} ${JSON.stringify(body)}`)
  }
  const expects = async (act: Promise<{ status: number; body: object }>) => {
    const { status, body } = await act
    if (status !== 200) odd.push(`${status} ${JSON.stringify(body)}`)
  }

  for (let round = 0; round < rounds; round++) {
    const { body } = await says(author)
    const target = String(body['event_id'])
    const rivals: Record<(typeof MEANWHILE)[number], () => Promise<void>[]> = {
      'another writes': () => [expects(says(other))],
      'both write': () => [expects(says(other)), expects(says(author))],
      'two others write': () => [expects(says(other)), expects(says(other))],
      'the author writes': () => [expects(says(author))],
      'another reacts': () => [expects(reacts(other, target))],
      'the author deletes twice': () => [deletes(target)],
    }
    const meanwhile = MEANWHILE[round % MEANWHILE.length] ?? 'another writes'
    // Now the one, now the other is first on the wire, by nothing or by about as much as an event takes to be made.
    const deletion = () => [deletes(target)]
    const rivalFirst = (round + Math.floor(round / MEANWHILE.length)) % 2 === 0
    const [first, second] = rivalFirst ? [rivals[meanwhile], deletion] : [deletion, rivals[meanwhile]]
    const begun = first()
    if (round % 3 !== 0) await pause(LAGS[round % LAGS.length])
    await Promise.all([...begun, ...second()])
  }
  return { rounds, accepted: accepted.size, refusals, odd }
}

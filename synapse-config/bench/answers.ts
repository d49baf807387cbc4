import { ask } from './ask.ts'
import { type Figure, median, spreadOf } from './figure.ts'
import { processSeconds } from './process-time.ts'
import { MEMBERS, personIds } from './registry.ts'
import { MANY, filledRegistry } from './size.ts'
import type { Benched, Stacks } from './stacks.ts'

const AT_ONCE = 16

/** Answers of the policy door per second of its process's own processor time, in a registry of 50,000 circles. */
export async function benchAnswers(stacks: Stacks, quick: boolean): Promise<Figure[]> {
  const stack = await stacks.large()
  const registry = await filledRegistry(stack, MANY)
  const room = await registry.untilInStep('taille-1')
  const asked = questions(stack, room, (index) => registry.userOf(personIds[index % MEMBERS] ?? ''))
  await registry.close()
  const batch = quick ? 3_000 : 6_000
  const rates: number[] = []
  const paces: number[] = []
  for (let round = 0; round < (quick ? 3 : 5); round++) {
    const { perCore, perSecond } = await burst(stack, asked, batch)
    // The first one warms the process up.
    if (round === 0) continue
    rates.push(perCore)
    paces.push(perSecond)
  }
  return [
    {
      name: 'Réponses des règles, par seconde de cœur',
      unit: '/s',
      ours: median(rates),
      spread: spreadOf(rates),
      goal: { is: 'at least', value: 3_000 },
    },
    { name: `Réponses des règles, à la montre (${AT_ONCE} de front)`, unit: '/s', ours: median(paces), spread: spreadOf(paces) },
  ]
}

/** A third each: a member reacts (allowed), a member renames the room (refused), the bridge invites (allowed). */
function questions({ serverName }: Benched, room: string, member: (index: number) => string): (index: number) => unknown {
  const plain = { msgtype: null, rel_type: null, edits: false, vanishes: false, redaction: null, former_membership: null }
  return (index) => {
    const sender = member(index)
    const event = [
      { ...plain, type: 'm.reaction', state_key: null, sender, content: null, rel_type: 'm.annotation' },
      { ...plain, type: 'm.room.name', state_key: '', sender, content: { name: 'Autre nom' } },
      { ...plain, type: 'm.room.member', state_key: sender, sender: `@sphere:${serverName}`, content: { membership: 'invite' } },
    ][index % 3]
    return { room_id: room, marker: { kind: 'journal', id: 'taille-1' }, event }
  }
}

async function burst(stack: Benched, question: (index: number) => unknown, count: number): Promise<{ perCore: number; perSecond: number }> {
  const pid = stack.processes['policy']?.pid()
  const [since, before] = [performance.now(), processSeconds(pid)]
  let next = 0
  const asking = async () => {
    while (next < count) {
      const index = next++
      const body = question(index)
      const { allowed } = await ask<{ allowed: boolean }>({
        method: 'POST',
        url: `${stack.policyUrl}/policy/event`,
        token: stack.secrets.policySecret,
        body,
      })
      if (allowed !== (index % 3 !== 1)) throw new Error(`réponse inattendue des règles à la question ${index % 3}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, asking))
  return { perCore: count / (processSeconds(pid) - before), perSecond: (count * 1000) / (performance.now() - since) }
}

import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'pg'
import { ask } from './ask.ts'
import { type Figure, compared, median, spreadOf } from './figure.ts'
import { loginAs, say } from './matrix.ts'
import { inTurn, pairsOf, timed } from './pairs.ts'
import { MEMBERS, openRegistry, personIds, putCirclesOfNine } from './registry.ts'
import { MANY, filledRegistry } from './size.ts'
import type { Benched, Stacks } from './stacks.ts'

const FEW = 100
/** As many as Synapse puts in one transaction. */
const EVENTS = 100
const RECEIPTS = 20
const SAID_AT_ONCE = 8

/**
 * What comes through the door of the application service, one transaction after the other, until all of it is stored, indexed and worked
 * on; against what Synapse itself can produce on the same machine; and among 50,000 rooms against 100.
 */
export async function benchEvents(stacks: Stacks, quick: boolean): Promise<Figure[]> {
  const [few, many] = [await doorOf(await stacks.whole(), FEW), await doorOf(await stacks.large(), MANY)]
  const synapse = await conversation(await stacks.whole())
  const transactions = quick ? 5 : 10
  await inTurn(
    3,
    () => many.deliver(transactions),
    () => few.deliver(transactions),
  )
  const sizes = await inTurn(
    quick ? 6 : 20,
    () => timed(() => many.deliver(transactions)),
    () => timed(() => few.deliver(transactions)),
  )
  await synapse(40)
  const said = quick ? 80 : 200
  const rates = (
    await inTurn(
      quick ? 3 : 8,
      () => timed(() => few.deliver(transactions)),
      () => timed(() => synapse(said)),
    )
  ).map(([ours, theirs]) => ({ ours: (transactions * EVENTS * 1_000) / ours, theirs: (said * 1_000) / theirs }))
  await few.close()
  await many.close()
  const [ours, reference, ratios] = [
    rates.map((rate) => rate.ours),
    rates.map((rate) => rate.theirs),
    rates.map((rate) => rate.ours / rate.theirs),
  ]
  return [
    {
      name: 'Événements : livrés et traités / produits par Synapse',
      unit: '/s',
      ours: median(ours),
      reference: median(reference),
      ratio: median(ratios),
      spread: spreadOf(ratios),
      goal: { is: 'at least', value: 10 },
    },
    {
      name: `${transactions} livraisons de ${EVENTS} événements : 50 000 / 100 salons`,
      unit: 'ms',
      ...compared(pairsOf(sizes)),
      goal: { is: 'at most', value: 1.1 },
    },
  ]
}

/** The door, and people in rooms that the homeserver never made: they are what the events are about. */
async function doorOf(stack: Benched, circles: number) {
  await (await filledRegistry(stack, circles)).close()
  const pool = new Pool({ connectionString: stack.databaseUrl, max: 2 })
  pool.on('error', () => {})
  const quiet = async () => {
    const { rows: found } = await pool.query<{ quiet: boolean }>(
      `select exists (select from module_heartbeat) and not exists (select from graphile_worker.jobs) as quiet`,
    )
    return found[0]?.quiet === true
  }
  // The first beat of the homeserver has every room compared with it: these would not be found there.
  while (!(await quiet())) await pause(100)
  await pool.query(`update room set room_id = '!' || ref || ':bench' where room_id is null and starts_with(ref, 'filler-')`)
  await pool.query('vacuum (analyze) room')
  const { rows } = await pool.query<{ room: string; user: string }>(
    `select r.room_id as room, '@' || m.person || ':' || $1::text as user
     from room r join circle_membership m on m.circle = r.ref where r.kind = 'journal' and starts_with(r.ref, 'filler-')`,
    [stack.serverName],
  )
  let event = 0
  let transaction = 0
  const send = (body: object) =>
    ask({
      method: 'PUT',
      url: `${stack.apiUrl}/_matrix/app/v1/transactions/bench-${process.pid}-${++transaction}`,
      token: stack.secrets.hsToken,
      body,
    })
  const somewhere = () => rows[Math.floor(Math.random() * rows.length)] ?? { room: '', user: '' }

  function transactionOf(): object {
    const events = Array.from({ length: EVENTS }, () => {
      const { room, user } = somewhere()
      return {
        event_id: `$bench-${process.pid}-${++event}`,
        room_id: room,
        type: 'm.room.message',
        sender: user,
        origin_server_ts: Date.now(),
        content: { msgtype: 'm.text', body: 'Passage ce matin : pansement refait, prochaine visite jeudi à 9 h.' },
      }
    })
    const ephemeral = events.slice(0, RECEIPTS).map(({ event_id: id, room_id: room, sender }) => ({
      type: 'm.receipt',
      room_id: room,
      content: { [id]: { 'm.read': { [sender]: { ts: Date.now() } } } },
    }))
    return { events, ephemeral }
  }
  const waiting = async () => {
    const { rows: found } = await pool.query<{ waits: boolean }>(
      `select exists (select from inbox_event where done_at is null) or exists (select from graphile_worker.jobs where run_at <= now()) as waits`,
    )
    return found[0]?.waits === true
  }
  // The first delivery after a start has lost receipts looked for, of everybody who has something unread: nobody has, yet.
  await send({ events: [], ephemeral: [{ type: 'm.typing', content: {} }] })
  while (!(await quiet())) await pause(100)
  return {
    close: () => pool.end(),
    /** One after the other, as Synapse does, until nothing remains to be done. */
    async deliver(transactions: number): Promise<void> {
      for (let sent = 0; sent < transactions; sent++) {
        await send(transactionOf())
      }
      while (await waiting()) await pause(5)
    },
  }
}

/** People write in four journals at once, as fast as Synapse takes it; the module and the bridge are there. */
async function conversation(stack: Benched): Promise<(messages: number) => Promise<void>> {
  const registry = await openRegistry(stack)
  const rooms = await putCirclesOfNine(registry, ['debit-1', 'debit-2', 'debit-3', 'debit-4'])
  const people = await Promise.all(personIds.slice(0, MEMBERS).map((id) => loginAs(stack.homeserver, registry.userOf(id))))
  await registry.close()
  return async (messages) => {
    let left = messages
    const writer = async (number: number) => {
      for (; left > 0;) {
        left--
        const person = people[(left + number) % people.length]
        if (person !== undefined) await say(person, rooms[left % rooms.length] ?? '', 'Passage ce matin : pansement refait.')
      }
    }
    await Promise.all(Array.from({ length: SAID_AT_ONCE }, (_, number) => writer(number)))
  }
}

import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { CLIENT, type Installation, call, preparing } from './installation.ts'

export const KINDS = ['member', 'former', 'ended', 'outsider', 'suspended', 'signed-out', 'nobody'] as const
/**
 * `former` read all of it once. `ended` too, and the homeserver does not know yet that they left: between them and the words there is
 * the gateway alone. `signed-out` is a former member whose session is over, `nobody` has no account.
 */
export type Kind = (typeof KINDS)[number]
export interface Actor {
  readonly kind: Kind
  readonly userId: string
  token: string
  /** A place in their /sync from before the secret was said. */
  since: string
}
export interface Cast {
  readonly actors: readonly Actor[]
  /** The journal with something to hide, another one, and what is known of them. */
  readonly journal: string
  readonly elsewhere: string
  readonly events: readonly string[]
  /** Words that only members may read. */
  readonly secret: string
  readonly author: Actor
  readonly serverName: string
  /** Everybody as they were: sessions that the requests ended begin again. */
  renew(): Promise<void>
  /** Of those who ended, how many the homeserver still counts in. */
  stillIn(): Promise<string>
}

/** Said beside the secret, so that a search finds it without naming it. */
export const COMMON = 'tisane'

/** One journal, its author, and at least two people of each kind, in a running installation. */
export async function castOf(stack: Installation, beforeTheEnd: () => Promise<void> = () => Promise.resolve()): Promise<Cast> {
  const mark = randomBytes(5).toString('hex')
  const secret = `secret-${randomBytes(8).toString('hex')}`
  const { registry, signIn, settled, putPeople, putCircle } = preparing(stack)
  const [circle, other] = [`fuzz-a-${mark}`, `fuzz-b-${mark}`]
  const wanted = KINDS.filter((kind) => kind !== 'nobody')
  const people = [...wanted, ...wanted, 'member' as const].map((kind, index) => ({ kind, id: `fuzz-${index}-${mark}` }))
  await putPeople(people.map(({ id }) => id))
  await putCircle(
    circle,
    `fuzz-${mark}`,
    people.filter(({ kind }) => kind !== 'outsider').map(({ id }) => id),
  )
  await putCircle(
    other,
    `fuzz-${mark}`,
    people.map(({ id }) => id),
  )
  const [journal, elsewhere] = [await settled(circle), await settled(other)]

  const at = (room: string) => `${stack.synapseUrl}${CLIENT}/rooms/${encodeURIComponent(room)}`
  const everybody: Actor[] = []
  for (const { kind, id } of people) {
    const userId = `@${id}:${stack.serverName}`
    const token = await signIn(userId)
    const since = String((await call(`${stack.synapseUrl}${CLIENT}/sync?timeout=0`, 'GET', token))['next_batch'])
    everybody.push({ kind, userId, token, since })
  }
  const author = everybody.at(-1)
  if (author === undefined) throw new Error('nobody')
  const actors = everybody.slice(0, -1)
  const events: string[] = []
  for (let said = 0; said < 3; said++) {
    // Named in it, everybody finds it in their notifications too.
    const content = {
      msgtype: 'm.text',
      body: `${secret} ${COMMON} ${said}`,
      'm.mentions': { user_ids: actors.map(({ userId }) => userId) },
    }
    const sent = await call(`${at(journal)}/send/m.room.message/fuzz-${mark}-${said}`, 'PUT', author.token, content)
    events.push(String(sent['event_id']))
  }

  for (const { kind, id } of people) if (kind === 'former') await registry('DELETE', `/circles/${circle}/members/${id}`)
  for (const { kind, id } of people)
    if (kind === 'suspended')
      await registry('PUT', `/people/${id}`, { givenName: id, familyName: 'Essai', profession: 'Infirmière', status: 'suspended' })
  for (const actor of actors) if (actor.kind === 'signed-out') await call(`${stack.synapseUrl}${CLIENT}/logout`, 'POST', actor.token, {})
  await settled(circle)
  // Every conversation that a request may ask for is there: nobody makes one any more once the work has stopped.
  for (const { kind, token } of actors)
    if (kind !== 'suspended' && kind !== 'signed-out')
      await call(`${stack.baseUrl}${CLIENT}/createRoom`, 'POST', token, { invite: [author.userId], is_direct: true })
  await beforeTheEnd()
  await endUnseen(
    stack.databaseUrl,
    circle,
    people.filter(({ kind }) => kind === 'ended').map(({ id }) => id),
  )

  const nobody: Actor = { kind: 'nobody', userId: `@fuzz-nobody-${mark}:${stack.serverName}`, token: '', since: '' }
  return {
    actors: [...actors, nobody],
    journal,
    elsewhere,
    events,
    secret,
    author,
    serverName: stack.serverName,
    async stillIn() {
      const ended = actors.filter(({ kind }) => kind === 'ended')
      const rooms = await Promise.all(ended.map(({ token }) => call(`${stack.synapseUrl}${CLIENT}/joined_rooms`, 'GET', token)))
      return `${rooms.filter(({ joined_rooms: joined }) => (joined as string[]).includes(journal)).length} of ${ended.length}`
    },
    async renew() {
      for (const actor of actors) {
        if (!['member', 'former', 'ended', 'outsider'].includes(actor.kind)) continue
        const answer = await fetch(`${stack.synapseUrl}${CLIENT}/account/whoami`, { headers: { authorization: `Bearer ${actor.token}` } })
        if (answer.status === 401) actor.token = await signIn(actor.userId)
      }
    },
  }
}

/** As when the hour of an end has come and nothing has been done about it yet: the homeserver still counts them in. */
async function endUnseen(databaseUrl: string, circle: string, people: readonly string[]): Promise<void> {
  const client = new Client(databaseUrl)
  await client.connect()
  await client.query('update circle_membership set end_at = now() where circle = $1 and person = any($2)', [circle, people])
  await client.end()
}

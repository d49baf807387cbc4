import { expect } from 'vitest'
import type { Substitution } from '../../src/contract.ts'
import { type Answer, type Json, type Matrix, type Someone, eventually, roomPath, sendPath, sharedStage, text } from './rooms.ts'

const stage = sharedStage()
export const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString()
export const HOUR = 3_600

export interface Team {
  structure: string
  manager: Someone
  asManager: Matrix
  /** Somebody to be replaced, and who may replace them: both without a circle. */
  nadia: Someone
  yann: Someone
  replace(body?: Json): Promise<Substitution>
  /** Yann, signed in. */
  asYann(): Promise<Matrix>
}
/** A structure with a manager; Nadia works there, Yann does not. */
export async function aTeam(given: Json = {}): Promise<Team> {
  const structure = (await stage.newStructure(given)).id
  const alone = { withPassword: false }
  const [manager, nadia, yann] = await Promise.all([stage.newPerson(), stage.newPerson({}, alone), stage.newPerson({}, alone)])
  await stage.employ(manager, structure, 'manager')
  await stage.employ(nadia, structure, 'editor')
  const asManager = await stage.signIn(manager)
  return {
    structure,
    manager,
    asManager,
    nadia,
    yann,
    async asYann() {
      await stage.told('PUT', `/people/${yann.id}/password`, { password: yann.password })
      return stage.signIn(yann)
    },
    replace: async (body = {}) =>
      good(
        await asManager('POST', `/api/v1/structures/${structure}/substitutions`, {
          replacedId: nadia.id,
          replacementId: yann.id,
          end: inSeconds(HOUR),
          ...body,
        }),
      ),
  }
}

/** What a good answer says. */
export function good<Body>({ status, body }: Answer): Body {
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body as Body
}

/** A journal with something in it, where Nadia is. */
export async function aJournalOf({ structure, nadia }: Team, role = 'Infirmière coordinatrice') {
  const circle = await stage.newCircle(structure)
  await stage.addMember(circle.id, nadia.id, { role })
  const { roomId: room } = await stage.settled(circle.id)
  const said = await stage.as(nadia.userId)('PUT', sendPath(room), text('le pansement est refait'))
  expect(said.status).toBe(200)
  return { circle: circle.id, room, said: String(said.body['event_id']) }
}

export const readsEvent = async (who: Matrix, room: string, event: string): Promise<number> =>
  (await who('GET', roomPath(room, 'event', event))).status
export const untilJoined = (room: string, user: string, joined: boolean) =>
  eventually(async () => expect((await stage.joinedIn(room)).includes(user)).toBe(joined))
/** What the bot said of comings and goings, oldest first. */
export const movesIn = async (room: string): Promise<string[]> => (await stage.noticesOf(room)).map(({ body }) => body)

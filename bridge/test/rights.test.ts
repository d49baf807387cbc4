import { beforeAll, describe, expect, inject, test } from 'vitest'
import { ROUTES, type Route } from '../src/contract.ts'
import { consoleOf } from './support/console.ts'
import { type Json, ask, sharedStage, some } from './support/rooms.ts'
import { aSystem } from './support/registry.ts'

/**
 * Every route of the API × everybody who may call it, from one table. Each is asked with something that no route takes: who may is told what is
 * wrong with it (400), so that nothing is done; who may not learns nothing of it.
 */
const AUDITOR = [
  'exportAuditEvents getChain getChainCheck createChainCheck listAuditEvents getReaders getReadable',
  'listDecisions getDecision simulateDecision listEvents whoAmI followNews',
  'listPeople getPerson listEmployments getProfile listStructures getStructure getStructureState',
  'listCircles getCircle listMembers getCircleState getReadersDocument listDrift',
  'listMovements listStaff listStructureKinds',
  // The registry, whoever's it is: who replaces whom, who is away, who left, where they are signed in.
  'listSessions listOwnCircles getOwnCircle listCorrespondents listContacts getContactCard getOwnLiaison getAbsence getStaffAbsence getService',
  'getPlatform getOverview listJobs listNotices listServices',
  'listDueCircles listRetentions getRetention previewRetention',
  'exportCircles exportDecisions exportDrift exportMovements exportPeople exportRetentions exportStructures',
  'listHeldDepartures listSuspendedEmails listSubstitutions listDepartures listCirclesLeft listCirclesLeftBy',
]
const SUPPORT = [
  'followNews whoAmI listStructures exportStructures getStructure getStructureState getCircleState listDrift exportDrift listMovements exportMovements listStructureKinds',
  'getPlatform getOverview listJobs',
]
const names = (lines: readonly string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(' ')))
/** Of no room, person or patient at all: with the scope that a system which posts notices has. */
const NOTICES = names(['whoAmI postCircleNotice postStructureNotice getCircleNotice getStructureNotice'])

type Asks = (method: string, path: string) => Promise<{ status: number; code: unknown }>
const callers = {} as Record<'administrator' | 'auditor' | 'support' | 'manager' | 'professional' | 'notices' | 'nobody', Asks>
const { baseUrl } = inject('stack')
let me = ''

beforeAll(async () => {
  const stage = sharedStage()
  const [administrator, auditor, support, manager, professional] = await Promise.all([
    stage.newPerson({ administrator: true }),
    stage.newPerson({ consoleRole: 'auditor' }),
    stage.newPerson({ consoleRole: 'support' }),
    stage.newPerson(),
    stage.newPerson(),
  ])
  me = professional.id
  await stage.employ(manager, (await stage.newStructure({ dac: true })).id, 'manager')
  const plain = (act: (method: string, path: string, body?: Json) => Promise<{ status: number; body: Json }>): Asks => {
    return async (method, path) => {
      const { status, body } = await act(method, path, method === 'GET' || method === 'DELETE' ? undefined : {})
      return { status, code: body['code'] }
    }
  }
  for (const [name, person] of Object.entries({ administrator, auditor, support })) {
    const asThem = await consoleOf(person)
    callers[name as 'auditor'] = plain((method, path, body) => asThem(method, path, body))
  }
  for (const [name, person] of Object.entries({ manager, professional })) {
    const asThem = await stage.signIn(person)
    callers[name as 'manager'] = plain((method, path, body) => asThem(method, `/api/v1${path}`, body))
  }
  const system = await aSystem({ scopes: ['notices:write'] })
  callers.notices = plain((method, path, body) => ask(`${baseUrl}/api/v1${path}`, method, system.key, body))
  callers.nobody = plain((method, path, body) => ask(`${baseUrl}/api/v1${path}`, method, null, body))
}, 240_000)

const routes = Object.entries(ROUTES as Record<string, Route>)
/** With a place and a person that nobody has, and a query that no route knows. */
const addressOf = ({ path }: Route, own: string): string =>
  `${path.replace(/:id/, own).replace(/:[a-zA-Z]+/g, () => some('inconnu'))}?inconnu=1`
const admitted = ({ status }: { status: number }): boolean => ![401, 403].includes(status)

describe('who may call each route of the API', () => {
  test.for(routes)('%s', async ([name, route]) => {
    const elsewhere = addressOf(route, some('inconnu'))
    const method = route.method.toUpperCase()
    const may = async (who: keyof typeof callers) => admitted(await callers[who](method, elsewhere))
    const open = route.open === true
    expect.soft(await may('nobody'), 'nobody').toBe(open)
    expect.soft(await may('notices'), 'a system with the scope notices:write').toBe(open || NOTICES.has(name))
    expect.soft(await may('support'), 'support').toBe(open || names(SUPPORT).has(name))
    expect.soft(await may('auditor'), 'an auditor').toBe(open || names(AUDITOR).has(name))
    // What is somebody's own is not an administrator's.
    expect.soft(await may('administrator'), 'an administrator').toBe(route.own === undefined || route.own === 'shared' || open)
    // A structure that they do not manage does not exist for them; what is another's is refused.
    for (const who of ['manager', 'professional'] as const) {
      const { status, code } = await callers[who](method, elsewhere)
      const told = open || route.scope === 'any' ? 400 : route.staff === undefined ? 403 : 404
      expect.soft({ who, status: open || route.scope === 'any' ? told : status }).toEqual({ who, status: told })
      if (told === 404) expect.soft(code).toBe('STRUCTURE_UNKNOWN')
    }
    if (route.own !== undefined) expect.soft(admitted(await callers.professional(method, addressOf(route, me))), 'their own').toBe(true)
  })
})

test('the rights of the console are given by who has all of them, one at a time, and end with the person', async () => {
  const stage = sharedStage()
  const body = { givenName: 'Ada', familyName: some('Droits'), profession: 'DPO' }
  const id = some('p')
  const system = await aSystem({ scopes: ['people:write', 'people:read'] })
  expect((await system.put(`/people/${id}`, { ...body, consoleRole: 'auditor' })).json).toMatchObject({
    code: 'ONLY_WITH_ALL_RIGHTS',
    path: 'consoleRole',
  })
  expect(await stage.registry('PUT', `/people/${id}`, { ...body, consoleRole: 'auditor', administrator: true })).toMatchObject({
    status: 422,
    body: { code: 'ONE_RIGHT_OF_THE_CONSOLE' },
  })
  expect(await stage.registry('PUT', `/people/${id}`, { ...body, consoleRole: 'chef' })).toMatchObject({
    status: 400,
    body: { path: 'consoleRole' },
  })
  const auditor = await stage.newPerson({ ...body, consoleRole: 'auditor' })
  const asAuditor = await consoleOf(auditor)
  expect((await asAuditor('GET', '/audit/events?limit=1')).status).toBe(200)
  // An auditor's password is worth their right.
  expect((await system.put(`/people/${auditor.id}/password`, { password: some('mot-de-passe') })).status).toBe(403)
  await stage.told('PUT', `/people/${auditor.id}`, body)
  expect((await asAuditor('GET', '/audit/events?limit=1')).status).toBe(401)
})

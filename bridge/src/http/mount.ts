import type { Request, Response, Router } from 'express'
import type { z } from 'zod'
import { type Caller, type Route, isOfConsole, isThemself, mayDo, mayDoFor, statusOf } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { BULK, NORMAL, URGENT } from '../db/jobs.ts'
import { findStaffRole } from '../db/profile.ts'
import type { Asked, MatrixSession, World } from '../flows/world.ts'
import { isConsultation, recordConsultation } from '../flows/audit/record-consultation.ts'
import { whoCalls } from './caller.ts'
import { languageOf, read } from './read.ts'

export interface Given<R extends Route> {
  params: z.output<R['params']>
  query: z.output<R['query']>
  body: R['body'] extends z.ZodObject ? z.output<R['body']> : undefined
  caller: Caller
  /** By which a professional calls; nobody else has one. */
  session: MatrixSession | undefined
  /** In which the caller reads. */
  language: 'fr' | 'en'
  asked: Asked
}
type Answered<R extends Route> = R['answer'] extends z.ZodObject ? z.input<R['answer']> : void

/** Mounts a route of the contract: who calls, may they, is it what is expected; then the flow; then the answer with its ETag. */
export function mount<R extends Route>(router: Router, world: World, route: R, act: (given: Given<R>) => Promise<Answered<R>>): void {
  router[route.method](route.path, async (request: Request, response: Response) => {
    give(response, route, await act(await admit(world, route, request)))
  })
}

/** Who calls, may they, is it what is expected. For the few routes that answer otherwise than by JSON, too. */
export async function admit<R extends Route>(world: World, route: R, request: Request): Promise<Given<R>> {
  const { caller, session, confirmed } = await whoCalls(world, request)
  if (route.own !== undefined) sayWho(request, caller)
  if (route.staff !== undefined && caller.kind === 'person') await admitStaff(world, route.staff, caller, String(request.params['id']))
  else if (!mayCall(caller, route, String(request.params['id']))) throw new Fault('SCOPE_MISSING')
  const language = languageOf(request.headers['accept-language'])
  const params = read(route.params, request.params, language)
  const query = read(route.query, request.query, language)
  const body = route.body === undefined ? undefined : read(route.body, bodyOf(request), language)
  if (route.reasoned === true && isOfConsole(caller) && !reasonIn(body) && !reasonIn(query)) throw new Fault('REASON_NEEDED', 'reason')
  // Whoever asks for what cannot be is told so before their password is asked for.
  if (route.guarded === true && isOfConsole(caller) && confirmed !== true) throw new Fault('CONFIRMATION_NEEDED')
  if (isConsultation(caller, route)) await recordConsultation(world, caller, { path: route.path, params, query })
  return {
    params,
    query,
    body,
    caller,
    session,
    language,
    asked: askedBy(caller, request),
  } as Given<R>
}

const reasonIn = (given: unknown): boolean => Boolean((given as { reason?: string } | undefined)?.reason)

function mayCall(caller: Caller, { own, scope }: Route, person: string): boolean {
  if (own === 'alone') return isThemself(caller, person)
  return (own !== true && mayDo(caller, scope)) || (own !== undefined && mayDoFor(caller, scope, person))
}

/** Who does not work there learns no more than that there is no such structure. Throws STRUCTURE_UNKNOWN, MANAGERS_ONLY. */
async function admitStaff({ db, now }: World, who: 'everybody' | 'managers', { personId }: Caller, structure: string): Promise<void> {
  const role = personId === null ? undefined : await findStaffRole(db, structure, personId, now())
  if (role === undefined) throw new Fault('STRUCTURE_UNKNOWN')
  if (who === 'managers' && role !== 'manager') throw new Fault('MANAGERS_ONLY')
}

export interface GivenByAnybody<R extends Route & { open: true }> extends Pick<Given<R>, 'params' | 'query' | 'body'> {
  /** From where it comes, as the gateway saw it. */
  address: string
}
/** Mounts a route that everybody may call: of them nothing is known but their address. */
export function mountOpen<R extends Route & { open: true }>(
  router: Router,
  route: R,
  act: (given: GivenByAnybody<R>) => Promise<Answered<R>>,
): void {
  router[route.method](route.path, async (request: Request, response: Response) => {
    const language = languageOf(request.headers['accept-language'])
    const given = {
      params: read(route.params, request.params, language),
      query: read(route.query, request.query, language),
      body: route.body === undefined ? undefined : read(route.body, bodyOf(request), language),
      address: request.get('x-forwarded-for') ?? request.socket.remoteAddress ?? '',
    } as GivenByAnybody<R>
    give(response, route, await act(given))
  })
}

function give(response: Response, route: Route, answer: unknown): void {
  if (answer === undefined) return void response.status(statusOf(route)).end()
  const { version } = answer as { version?: number }
  if (version !== undefined) response.set('ETag', `"v${version}"`)
  response.status(statusOf(route)).json(answer)
}

/** `me` is who calls. A system has to say who. */
function sayWho(request: Request, { personId, kind }: Caller): void {
  if (request.params['id'] === 'me' && personId !== null && kind === 'person') request.params['id'] = personId
}

function bodyOf(request: Request): unknown {
  if (request.is('application/json') === false) throw new Fault('NOT_JSON')
  return request.body ?? {}
}

function askedBy(caller: Caller, request: Request): Asked {
  const match = request.headers['if-match']
  const read = match === '*' ? '*' : /^(?:W\/)?"v(\d{1,9})"$/.exec(match ?? '')?.[1]
  if (match !== undefined && read === undefined) throw new Fault('BAD_PRECONDITION', 'If-Match')
  const version = read === undefined || read === '*' ? read : Number(read)
  const { source, name: by, personId: person } = caller
  const author = { key: person === null ? `source:${source}` : `person:${person}`, person }
  return { source, by, priority: priorityOf(caller, request), version, author }
}

/** What a person does in the console comes first; a system may say how urgent its change is (RFC 9218, Priority: u=0…7); a flood lowers itself. */
function priorityOf(caller: Caller, request: Request): number {
  if (isOfConsole(caller)) return URGENT
  const urgency = /(?:^|,)\s*u=([0-7])/.exec(request.get('priority') ?? '')?.[1]
  if (urgency !== undefined) return NORMAL + (Number(urgency) - 3) * 2
  if (request.method === 'GET') return NORMAL
  const minute = Math.floor(Date.now() / 60_000)
  const counted = recent.get(caller.source)
  const count = counted?.minute === minute ? counted.count + 1 : 1
  recent.set(caller.source, { minute, count })
  return count > 200 ? BULK : NORMAL
}
/** Changes per source in this minute: sources are API keys, so the map stays small. */
const recent = new Map<string, { minute: number; count: number }>()

import type { Request, Response, Router } from 'express'
import type { z } from 'zod'
import { type Caller, type Route, mayDo, mayDoFor, statusOf } from '../contract.ts'
import { Fault } from '../core/faults.ts'
import { BULK, NORMAL, URGENT } from '../db/jobs.ts'
import type { Asked, World } from '../flows/world.ts'
import { callerOf } from './caller.ts'
import { languageOf, read } from './read.ts'

export interface Given<R extends Route> {
  params: z.output<R['params']>
  query: z.output<R['query']>
  body: R['body'] extends z.ZodObject ? z.output<R['body']> : undefined
  caller: Caller
  asked: Asked
  /** Of the Matrix session that asks: null when it is not a person's. It is kept nowhere. */
  token: string | null
}
type Answered<R extends Route> = R['answer'] extends z.ZodObject ? z.input<R['answer']> : void

/** Mounts a route of the contract: who calls, may they, is it what is expected; then the flow; then the answer with its ETag. */
export function mount<R extends Route>(router: Router, world: World, route: R, act: (given: Given<R>) => Promise<Answered<R>>): void {
  router[route.method](route.path, async (request: Request, response: Response) => {
    const caller = await callerOf(world, request)
    if (route.own !== undefined) sayWho(request, caller)
    const may =
      (route.own !== true && mayDo(caller, route.scope)) ||
      (route.own !== undefined && mayDoFor(caller, route.scope, String(request.params['id'])))
    if (!may) throw new Fault('SCOPE_MISSING')
    const language = languageOf(request.headers['accept-language'])
    const given = {
      params: read(route.params, request.params, language),
      query: read(route.query, request.query, language),
      body: route.body === undefined ? undefined : read(route.body, bodyOf(request), language),
      caller,
      asked: askedBy(caller, request),
      token: caller.kind === 'person' ? tokenOf(request) : null,
    } as Given<R>
    const answer = await act(given)
    if (answer === undefined) return void response.status(statusOf(route)).end()
    const { version } = answer as { version?: number }
    if (version !== undefined) response.set('ETag', `"v${version}"`)
    response.status(statusOf(route)).json(answer)
  })
}

const tokenOf = ({ headers }: Request): string => headers.authorization?.slice('Bearer '.length) ?? ''

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
  return { source: caller.source, by: caller.name, priority: priorityOf(caller, request), version }
}

/** What a person does in the console comes first; a system may say how urgent its change is (RFC 9218, Priority: u=0…7); a flood lowers itself. */
function priorityOf(caller: Caller, request: Request): number {
  if (caller.kind === 'administrator') return URGENT
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

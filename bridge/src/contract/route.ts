import { z } from 'zod'
import type { Scope } from './access.ts'
import { WELL_FORMED } from './words.ts'

/** One address of the API: what it needs, what it takes, what it gives. Status: 201 for POST, 204 without an answer, else 200. */
export interface Route {
  method: 'get' | 'put' | 'post' | 'delete'
  path: string
  scope: Scope | 'any'
  summary: string
  params: z.ZodObject
  query: z.ZodObject
  body?: z.ZodObject
  answer?: z.ZodObject
  /**
   * `:id` is the professional whose own it is (`me`: who calls); see mayDoFor. `shared`: theirs, and of whoever holds the scope. `alone`:
   * theirs by their own session, and no system's.
   */
  own?: true | 'shared' | 'alone'
  /**
   * `:id` is a structure, and its people may call too, by their own session: everybody who works there now, or its managers alone.
   * To the other professionals it does not exist.
   */
  staff?: 'everybody' | 'managers'
  /** The answer is a file of one of these types. */
  file?: readonly string[]
  /** What is sent is a file of this type. */
  takes?: string
  /** A POST that makes nothing, or only later. */
  status?: 200 | 202
  /** To whoever holds this right it tells of people, though it asks for less. */
  tellsOf?: Scope
  /** Nobody has to say who they are. */
  open?: true
  /** Dangerous: from the console, by whoever has just given their password again. */
  guarded?: true
  /** From the console for a reason alone, which its body or its query takes: it is recorded with the act. */
  reasoned?: true
}
type Shapes = Pick<Route, 'body' | 'answer' | 'status' | 'own' | 'staff' | 'file' | 'tellsOf' | 'open' | 'guarded' | 'reasoned' | 'takes'> &
  Partial<Pick<Route, 'params' | 'query'>>
/** What the console does for a reason alone, by whoever has just given their password again. */
export const dangerous = { guarded: true, reasoned: true } as const
const none = z.strictObject({})
const route =
  <const Method extends Route['method']>(method: Method) =>
  <const S extends Shapes>(path: string, scope: Route['scope'], summary: string, shapes: S) => ({
    method,
    path,
    scope,
    summary,
    params: none,
    query: none,
    ...shapes,
  })
export const [get, put, post, remove] = [route('get'), route('put'), route('post'), route('delete')]

export const paging = {
  search: z.string().trim().max(100).regex(WELL_FORMED).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}
export const page = <T extends z.ZodType>(items: T) =>
  z.strictObject({ items: z.array(items), next: z.string().nullable().meta({ description: 'cursor of the next page' }) })

export const statusOf = (given: Route): number => given.status ?? (given.answer === undefined ? 204 : given.method === 'post' ? 201 : 200)

import { expect, inject } from 'vitest'
import type { OwnDocument } from '../../src/contract.ts'
import { withDatabase } from './decisions.ts'
import { type Holder, aJournal, aPdf } from './files.ts'
import { type Json, eventually, sharedStage } from './rooms.ts'

export const stack = inject('stack')
export const stage = sharedStage()

export type Query = Record<string, string>
export const pathOf = (query: Query): string => `/api/v1/people/me/documents?${new URLSearchParams(query).toString()}`
export async function pageOf(who: Holder, query: Query = {}) {
  const { status, json } = await who.fetch('GET', pathOf(query))
  expect(status, JSON.stringify(json)).toBe(200)
  return json as unknown as { items: OwnDocument[]; next: string | null }
}
export const documentsOf = async (who: Holder, query: Query = {}) => (await pageOf(who, query)).items
export const namesOf = async (who: Holder, query: Query = {}) => (await documentsOf(who, query)).map(({ name }) => name)
/** Until these are found, newest first. */
export const found = (who: Holder, names: string[]) => eventually(async () => expect(await namesOf(who)).toEqual(names))
export const deposit = async (who: Holder, room: string, name: string, more: Json = {}, bytes = aPdf()) =>
  who.attach(room, await who.upload(bytes, 'application/octet-stream', name), { body: name, ...more })
/** What is kept of the document of this event. */
export const kept = (event: string) =>
  withDatabase(async (pool) => (await pool.query<{ kind: string }>('select kind from document where event_id = $1', [event])).rows)

/** Two people at home in one journal. */
export async function couple() {
  const { circle, room, members } = await aJournal(stage, stack.baseUrl)
  const [nadia, paul] = members as [Holder, Holder]
  return { circle, room, nadia, paul }
}

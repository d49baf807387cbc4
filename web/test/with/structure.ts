import type { RoomState, Structure } from 'bridge/contract'
import type { Page } from 'playwright-core'
import { inject } from 'vitest'
import { type aBrowser, signIn } from './browser.ts'
import type { Member } from './journal.ts'
import { aPersonWithPassword, call, unique, until } from './registry.ts'

/** A DAC whose people can all sign in, in step with its rooms. */
export async function aDac(people: readonly { givenName: string; role?: 'member' | 'editor' | 'manager' }[]) {
  const id = unique()
  const { name } = await call<Structure>('PUT', `/structures/${id}`, { name: `DAC ${unique().toUpperCase()}`, kind: 'DAC', dac: true })
  const members: Member[] = await Promise.all(
    people.map(async ({ givenName, role = 'member' }) => {
      const person = await aPersonWithPassword({ givenName })
      await call('PUT', `/people/${person.id}/employments/${id}`, { role })
      return { ...person, name: `${givenName} ${person.familyName.toUpperCase()}` }
    }),
  )
  return {
    id,
    name,
    members,
    liaison: await liaisonOf(id),
    end: (person: Member) => call('DELETE', `/people/${person.id}/employments/${id}`),
  }
}
export const liaisonOf = (structure: string) =>
  until('the liaison book follows', async () => {
    const { rooms } = await call<{ rooms: RoomState[] }>('GET', `/structures/${structure}/state`)
    const book = rooms.find(({ kind }) => kind === 'liaison')
    return rooms.every(({ inStep }) => inStep) ? (book?.roomId ?? undefined) : undefined
  })

/** Somebody's own window, at a page. */
export async function opened(
  browser: Awaited<ReturnType<typeof aBrowser>>,
  who: Member,
  path: string,
  setting: Parameters<typeof browser.window>[0] = {},
) {
  const window = await browser.window(setting)
  await window.page.goto(path)
  await signIn(window.page, who.localpart, who.password)
  // The page of the sign-in has a heading too: what is waited for is the frame of the pages, however busy the machine.
  await window.page.getByRole('navigation', { name: 'Pages', exact: true }).waitFor({ timeout: 90_000 })
  return window
}
export const pagesOf = (page: Page) => page.getByRole('navigation', { name: 'Pages de votre structure' })

/** So many that leaving all of them is more than the brake lets through. */
export async function inManyCircles(structureId: string, { id }: { id: string }): Promise<void> {
  const patientId = unique()
  await call('PUT', `/patients/${patientId}`, { displayName: `Mme Odette ${unique().toUpperCase()}` })
  for (let made = 0; made < 10; made++) {
    const circle = unique()
    await call('PUT', `/circles/${circle}`, { patientId, structureId })
    await call('PUT', `/circles/${circle}/members/${id}`, { role: 'Assistant social' })
  }
}
/** A departure that the brake stops; gives its number. */
export async function askedToLeave(structure: string, { id: personId }: { id: string }): Promise<string> {
  const { baseUrl, apiKey } = inject('stack')
  const response = await fetch(`${baseUrl}/api/v1/structures/${structure}/departures`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ personId, reason: 'Mutation' }),
  })
  const { code, path } = (await response.json()) as { code?: string; path?: string }
  if (code !== 'HELD_FOR_APPROVAL') throw new Error(`not held: ${response.status} ${code}`)
  return String(path).replace('held-changes/', '')
}

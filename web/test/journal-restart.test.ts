import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnStack, killAndRestart, ownStack } from '../../bridge/test/support/own-stack.ts'
import { CLIENT, roomPath } from '../../bridge/test/support/rooms.ts'
import { aBrowser, signIn } from './with/browser.ts'
import { message, write } from './with/journal.ts'

let own: OwnStack
beforeAll(async () => void (own = await ownStack('journal-restart')), 180_000)
afterAll(() => own.end(), 60_000)

test('the homeserver is killed while somebody writes: the page says so, and each message arrives once', { timeout: 240_000 }, async () => {
  const { newPerson, newStructure, newCircle, addMember, settled, signIn: elsewhere } = own.stage
  const circle = await newCircle((await newStructure()).id)
  const [nadia, paul] = await Promise.all([newPerson({ givenName: 'Nadia' }), newPerson({ givenName: 'Paul' })])
  for (const { id } of [nadia, paul]) await addMember(circle.id, id)
  const { roomId } = await settled(circle.id)
  const reader = await elsewhere(paul)
  await using browser = await aBrowser()
  const { page } = await browser.window({ baseUrl: own.stack.baseUrl })
  await page.goto(`/dossiers/${circle.id}/journal`)
  await signIn(page, nadia.localpart, nadia.password)
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
  await write(page, 'Numéro 0')
  await message(page, 'Numéro 0').getByText('Envoyé', { exact: true }).waitFor()

  const back = killAndRestart(own.stack.processes['synapse'])
  for (const number of [1, 2, 3, 4]) await write(page, `Numéro ${number}`)
  await back
  for (const number of [1, 2, 3, 4])
    await message(page, `Numéro ${number}`)
      .getByText(/Envoyé|Lu par/)
      .waitFor({ timeout: 90_000 })
  const { body } = await reader('GET', `${roomPath(roomId, 'messages')}?dir=b&limit=50`)
  const said = (body['chunk'] as { type: string; content: { body?: string } }[])
    .flatMap(({ type, content }) => (type === 'm.room.message' && content.body?.startsWith('Numéro') === true ? [content.body] : []))
    .toReversed()
  expect(said).toEqual([0, 1, 2, 3, 4].map((number) => `Numéro ${number}`))
  // What the page counts right after is what any client is told.
  expect((await reader('GET', `${CLIENT}/sync?timeout=0`)).status).toBe(200)
})

import { expect, test } from 'vitest'
import { eventually, roomPath } from './support/rooms.ts'

import {
  stage,
  newPerson,
  signIn,
  told,
  registry,
  serverName,
  path,
  read,
  bodyOf,
  journalOf,
  unreadOf,
  rulesOf,
  bell,
  notificationsRoom,
} from './support/wishes.ts'

test('being added to circles is told to the person, many as one; leaving names no patient; the bell counts in any client and is read on either side', async () => {
  const person = await newPerson()
  const structure = await stage.newStructure()
  const circles = await Promise.all(Array.from({ length: 8 }, () => stage.newCircle(structure.id)))
  for (const { id } of circles) await stage.addMember(id, person.id)
  const matrix = await signIn(person)
  const room = await notificationsRoom(matrix)
  await eventually(async () => expect((await bell(person)).items).toHaveLength(1))
  const [joined] = (await bell(person)).items
  expect(joined).toMatchObject({ type: 'circle.joined', read: false })
  expect(joined?.body).toMatch(/^Vous avez rejoint 8 cercles de soins, à la demande de .+\.$/)
  expect(joined?.about['circles']).toHaveLength(8)
  await eventually(async () => expect(await rulesOf(matrix)).toContain('fr.sphere.notifications'))

  const [gone] = circles
  const patient = (await told<{ displayName: string }>('GET', `/patients/${gone?.patient.id}`)).displayName
  // Theirs to keep: whoever leaves the circle later reads it still.
  expect(joined?.body).not.toContain(patient)
  await stage.endMember(String(gone?.id), person.id)
  await eventually(async () => expect((await bell(person)).items).toHaveLength(2))
  const [left] = (await bell(person)).items
  expect(left?.type).toBe('circle.left')
  expect(left?.body).toMatch(/^Vous n’avez plus accès à un cercle de soins, à la demande de .+\.$/)
  expect(left?.about['circles']).toEqual([gone?.id])
  expect(left?.body).not.toContain(patient)
  // Notices are hidden from counts by every account's own rules: not these.
  await eventually(async () => expect((await unreadOf(matrix))[room]).toBeGreaterThan(0))

  // Read in a client: read here.
  const newest = (await stage.timelineOf(room)).filter(
    ({ type, sender }) => type === 'm.room.message' && sender === `@sphere:${serverName}`,
  )
  await eventually(async () => expect((await bell(person, 'unread=true')).items).toHaveLength(2))
  expect((await matrix('POST', roomPath(room, 'receipt', 'm.read', String(newest[0]?.event_id)), {})).status).toBe(200)
  await eventually(async () => expect((await bell(person)).items.map((one) => one.read)).toEqual([false, true]))
  // Read here: read in a client.
  expect((await registry('POST', path(person, 'notifications/read'), {})).status).toBe(204)
  await eventually(async () => expect((await unreadOf(matrix))[room]).toBe(0))
  await eventually(async () => expect((await bell(person, 'unread=true')).items).toEqual([]))
  const firstPage = await bell(person, 'limit=1')
  expect(firstPage.items).toHaveLength(1)
  expect((await bell(person, `limit=1&cursor=${firstPage.next}`)).items[0]?.id).toBe(joined?.id)
})

test('who wants no word of circles gets none; coming and going at once is no news', async () => {
  const person = await newPerson()
  const first = await read(person)
  await told('PUT', path(person), { ...bodyOf(first), choices: { ...first.choices, 'circle-change': { app: 'never', email: 'never' } } })
  const { circle } = await journalOf(person)
  const other = await newPerson()
  const [again, kept] = [await stage.newCircle((await stage.newStructure()).id), await stage.newCircle((await stage.newStructure()).id)]
  await stage.addMember(again.id, other.id)
  await stage.endMember(again.id, other.id)
  await stage.addMember(kept.id, other.id)
  await eventually(async () => expect((await bell(other)).items.map(({ about }) => about['circles'])).toEqual([[kept.id]]))
  await stage.endMember(circle, person.id)
  const after = await stage.newCircle((await stage.newStructure()).id)
  await stage.addMember(after.id, other.id)
  await eventually(async () => expect((await bell(other)).items).toHaveLength(2))
  expect((await bell(person)).items).toEqual([])
})

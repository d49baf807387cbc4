import { expect, test } from 'vitest'
import type { Notification } from '../src/contract.ts'
import { eventually, sharedStage } from './support/rooms.ts'
import { HOUR, aTeam, good, inSeconds } from './support/substitutions.ts'

const { told, newCircle, addMember } = sharedStage()
const DAY = 24 * HOUR

test('both are told, and no patient is named', async () => {
  const team = await aTeam()
  const { nadia, yann, manager } = team
  const circle = await newCircle(team.structure)
  await addMember(circle.id, nadia.id)
  const { id } = await team.replace()
  good(await team.asManager('DELETE', `/api/v1/structures/${team.structure}/substitutions/${id}`, {}))
  const toldTo = async ({ id: person }: { id: string }) =>
    (await told<{ items: Notification[] }>('GET', `/people/${person}/notifications`)).items
      .filter(({ type }) => type.startsWith('substitution'))
      .map(({ body }) => body)
      .toReversed()
  await eventually(async () => {
    expect(await toldTo(yann)).toEqual([
      expect.stringMatching(`^Vous remplacez ${nadia.fullName} du .* au .*, à la demande de ${manager.fullName}\\.$`),
      `Vous ne remplacez plus ${nadia.fullName}, à la demande de ${manager.fullName}.`,
    ])
    expect(await toldTo(nadia)).toEqual([
      expect.stringMatching(`^${yann.fullName} vous remplace du .* au .*, à la demande de ${manager.fullName}\\.$`),
      `${yann.fullName} ne vous remplace plus, à la demande de ${manager.fullName}.`,
    ])
  })
  expect(JSON.stringify(await toldTo(yann))).not.toContain(circle.patient.displayName)
})

test('a manager says when somebody of theirs is away, of nobody else', async () => {
  const team = await aTeam()
  const of = (person: { id: string }) => `/api/v1/structures/${team.structure}/people/${person.id}/absence`
  const away = { from: inSeconds(0), until: inSeconds(DAY), replacement: team.yann.id }
  expect(good(await team.asManager('PUT', of(team.nadia), away))).toMatchObject({ replacement: { id: team.yann.id } })
  expect(good(await team.asManager('GET', of(team.nadia)))).toMatchObject({ until: away.until })
  expect(await told('GET', `/people/${team.nadia.id}/absence`)).toMatchObject({ until: away.until })
  good(await team.asManager('DELETE', of(team.nadia)))
  expect(await team.asManager('GET', of(team.nadia))).toMatchObject({ status: 404, body: { code: 'ABSENCE_UNKNOWN' } })
  for (const method of ['GET', 'PUT', 'DELETE'])
    expect(await team.asManager(method, of(team.yann), method === 'PUT' ? away : undefined)).toMatchObject({
      status: 422,
      body: { code: 'NOT_STAFF_HERE' },
    })
})

import { expect, test } from 'vitest'
import { withDatabase } from './support/decisions.ts'
import { stage } from './support/own-documents.ts'
import { eventually, sendPath, some, text } from './support/rooms.ts'

const { told, newPerson, newStructure, employ, timelineOf, serverName } = stage

test('« contacts » names one’s colleagues, with how to reach them, and no more than ten', async () => {
  const [dac, office] = [await newStructure({ name: some('DAC'), kind: 'DAC', dac: true }), await newStructure()]
  const word = some('Contact')
  const nadia = await newPerson({ familyName: `Aaa ${word}` })
  const paul = await newPerson({
    givenName: 'Paul',
    familyName: `Bbb ${word}`,
    profession: 'Kiné',
    telephone: '02 98 11 22 33',
    email: 'p@dac.example',
  })
  const lea = await newPerson({ givenName: 'Léa', familyName: `Ccc ${word}` })
  await employ(nadia, dac.id)
  await employ(nadia, office.id)
  for (const place of [dac, office]) await employ(paul, place.id)
  await employ(lea, office.id)
  await told('PUT', `/people/${lea.id}/absence`, {
    from: '2026-01-01T00:00:00Z',
    until: '2037-11-25T12:00:00Z',
  })
  // Their room of notifications comes with the first of these.
  const circle = await stage.newCircle(office.id)
  await stage.addMember(circle.id, nadia.id)
  const matrix = await stage.signIn(nadia)
  const room = await eventually(() =>
    withDatabase(async (pool) => {
      const { rows } = await pool.query<{ room_id: string }>(
        `select room_id from room where kind = 'notifications' and ref = $1 and in_step and room_id is not null`,
        [nadia.id],
      )
      return String(rows[0]?.room_id ?? expect.fail('no room yet'))
    }),
  )
  const said = async () =>
    (await timelineOf(room, matrix))
      .filter(({ sender, type }) => sender === `@sphere:${serverName}` && type === 'm.room.message')
      .map(({ content }) => String(content['body']))
      .filter((body) => /^(Par ordre|Aucun collègue|Vous ne travaillez)/.test(body))
  let asked = 0
  const answerTo = async (words: string) => {
    asked += 1
    expect((await matrix('PUT', sendPath(room), text(words))).status, words).toBe(200)
    return eventually(async () => {
      const all = await said()
      expect(all).toHaveLength(asked)
      return String(all.at(-1))
    })
  }
  expect(await answerTo(`contacts ${word}`)).toBe(
    [
      'Par ordre alphabétique :',
      `• ${paul.fullName}, Kiné, ${dac.name} ; 02 98 11 22 33, p@dac.example`,
      `• ${lea.fullName}, Infirmière, ${office.name} ; ni téléphone ni e-mail ; en absence jusqu’au 25 novembre 2037`,
    ].join('\n'),
  )
  expect(await answerTo('Contacts KINE')).toContain(paul.fullName)
  expect(await answerTo('contacts personne-de-ce-nom')).toBe('Aucun collègue trouvé dans les structures où vous travaillez.')
  for (let number = 0; number < 10; number++) await employ(await newPerson({}, { withPassword: false }), office.id)
  const many = await answerTo('contacts')
  expect(many.split('\n').filter((line) => line.startsWith('•'))).toHaveLength(10)
  expect(many).toContain('Il y en a d’autres')
  for (const place of [dac, office]) await told('DELETE', `/people/${nadia.id}/employments/${place.id}`)
  expect(await answerTo('contacts')).toMatch(/^Vous ne travaillez actuellement dans aucune structure/)
})

import { expect, test } from 'vitest'
import { withDatabase } from './support/decisions.ts'
import { couple, deposit, found, namesOf, stack, stage } from './support/own-documents.ts'
import { eventually, sendPath, some, text } from './support/rooms.ts'

const { endMember, timelineOf, serverName } = stage

test('« documents » is answered with links, to what one may read now, and names neither file nor patient', async () => {
  const { circle, room, nadia, paul } = await couple()
  const matrix = await stage.signIn(paul)
  const notifications = await eventually(() =>
    withDatabase(async (pool) => {
      const { rows } = await pool.query<{ room_id: string }>(
        `select room_id from room where kind = 'notifications' and ref = $1 and in_step and room_id is not null`,
        [paul.id],
      )
      return String(rows[0]?.room_id ?? expect.fail('no room yet'))
    }),
  )
  const answers = async () =>
    (await timelineOf(notifications, matrix))
      .filter(({ sender, type }) => sender === `@sphere:${serverName}` && type === 'm.room.message')
      .map(({ content }) => String(content['body']))
      .filter((body) => !/^(Vous avez rejoint|Vous n’avez plus accès)/.test(body))
  const asked: string[] = []
  const answerTo = async (words: string) => {
    asked.push(words)
    expect((await matrix('PUT', sendPath(notifications), text(words))).status, words).toBe(200)
    return eventually(async () => {
      const said = await answers()
      expect(said).toHaveLength(asked.length)
      return String(said.at(-1))
    })
  }
  const { patient } = circle
  const name = some('ordonnance-de-martin')
  const event = await deposit(nadia, room, name)
  await found(paul, [name])
  const link = `${stack.baseUrl}/dossiers/${circle.id}/journal?evt=${encodeURIComponent(event)}`

  for (const words of ['Documents', `documents ${name.slice(0, 9).toUpperCase()}`, `documents ${patient.displayName}`]) {
    const answer = await answerTo(words)
    expect(answer, words).toContain(`déposé par ${nadia.fullName} : ${link}`)
    expect(answer, words).toMatch(/^• PDF du \d{1,2}(er)? \S+ \d{4}, /m)
    expect(answer, words).not.toContain(name)
    expect(answer, words).not.toContain(patient.displayName)
  }
  expect(await answerTo('documents introuvable')).toBe('Aucun fichier trouvé dans les journaux que vous suivez.')
  for (let number = 0; number < 10; number++) await deposit(nadia, room, some('suite'))
  await eventually(async () => expect(await namesOf(paul)).toHaveLength(11))
  const many = await answerTo('documents')
  expect(many.split('\n').filter((line) => line.startsWith('•'))).toHaveLength(10)
  expect(many).not.toContain(link)
  expect(many).toContain('Il y en a d’autres')
  await endMember(circle.id, paul.id)
  expect(await answerTo(`documents ${name}`)).toBe('Aucun fichier trouvé dans les journaux que vous suivez.')
})

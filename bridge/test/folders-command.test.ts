import { expect, test } from 'vitest'
import type { Folder } from '../src/contract.ts'
import { withDatabase } from './support/decisions.ts'
import { aDac, asked, codeOf, stage } from './support/folders.ts'
import { eventually, sendPath, some, text } from './support/rooms.ts'

const { addMember, employ, newCircle, newStructure, settledDac, signIn, timelineOf, told, serverName } = stage

/** What somebody writes in their Notifications, and what is answered. */
async function commandsOf(who: Parameters<typeof signIn>[0] & { id: string }) {
  const matrix = await signIn(who)
  await addMember((await newCircle((await newStructure()).id)).id, who.id)
  const room = await eventually(() =>
    withDatabase(async (pool) => {
      const { rows } = await pool.query<{ room_id: string }>(
        `select room_id from room where kind = 'notifications' and ref = $1 and in_step and room_id is not null`,
        [who.id],
      )
      return String(rows[0]?.room_id ?? expect.fail('no room yet'))
    }),
  )
  const answers = async () =>
    (await timelineOf(room, matrix))
      .filter(({ sender, type }) => sender === `@sphere:${serverName}` && type === 'm.room.message')
      .map(({ content }) => String(content['body']))
      .filter((body) => !/^(Vous avez rejoint|Vous n’avez plus accès)/.test(body))
  let count = 0
  return async (words: string) => {
    expect((await matrix('PUT', sendPath(room), text(words))).status, words).toBe(200)
    count++
    return eventually(async () => {
      const said = await answers()
      expect(said).toHaveLength(count)
      return String(said.at(-1))
    })
  }
}
const openFolders = async (dac: string) =>
  (await told<{ items: Folder[] }>('GET', `/structures/${dac}/folders?archived=false`)).items.map(({ name }) => name)

test('a manager makes, renames and archives folders by the bot, everybody of the team lists them', { timeout: 180_000 }, async () => {
  const { dac, manager, member } = await aDac()
  const [say, asMember] = [await commandsOf(manager), await commandsOf(member)]
  expect(await say('Classeur nouveau Protocoles de soins')).toMatch(
    /^Le classeur « Protocoles de soins » est créé\. \S+\/structure\/documents\?classeur=[\w-]+&structure=\S+$/,
  )
  expect(await say('classeur nouveau protocoles de SOINS')).toContain('existe')
  expect(await say('classeur renommer Protocoles de soins = Protocoles')).toContain('« Protocoles » a ce nom désormais')
  expect(await openFolders(dac.id)).toEqual(['Documents généraux', 'Protocoles'])
  expect(await asMember('classeurs')).toMatch(
    /^Classeurs de .+ :\n• Documents généraux \(0 documents\) : \S+\n• Protocoles \(0 documents\) : \S+$/,
  )
  expect(await asMember('classeur archiver Protocoles')).toBe(
    `Seuls les gestionnaires de la structure changent ses classeurs. Demandez à : ${manager.fullName}.`,
  )
  expect(await say('classeur renommer Protocoles = documents GENERAUX')).toBe(
    'Rien n’a changé : un classeur de cette structure porte déjà ce nom.',
  )
  expect(await say('classeur archiver Inconnu')).toBe('Rien n’a changé : aucun classeur ouvert ne s’appelle « Inconnu ».')
  expect(await say('classeur')).toContain('classeur nouveau Protocoles')
  expect(await say('classeur archiver protocoles')).toContain('est archivé')
  expect(await openFolders(dac.id)).toEqual(['Documents généraux'])
  await told('DELETE', `/people/${manager.id}/employments/${dac.id}`)
  expect(await say('classeur nouveau Trop tard')).toContain('Seuls les gestionnaires')
  expect(codeOf(await asked(manager, 'GET', `/structures/${dac.id}/folders`))).toEqual([404, 'STRUCTURE_UNKNOWN'])
})

test('who manages several structures is asked which one is meant', { timeout: 120_000 }, async () => {
  const { dac, manager } = await aDac()
  const other = await newStructure({ name: some('Second DAC'), kind: 'DAC', dac: true })
  await employ(manager, other.id, 'manager')
  await settledDac(other.id)
  const say = await commandsOf(manager)
  const asks = await say('classeur nouveau Annuaire')
  for (const { name } of [dac, other]) expect(asks).toContain(name)
  expect(await say(`classeur nouveau Annuaire @ ${other.name}`)).toContain('est créé')
  expect([await openFolders(dac.id), await openFolders(other.id)]).toEqual([['Documents généraux'], ['Annuaire', 'Documents généraux']])
  // Only one of them has it.
  expect(await say('classeur archiver Annuaire')).toContain('est archivé')
})

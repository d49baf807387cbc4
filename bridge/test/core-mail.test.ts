import fc from 'fast-check'
import type { MailAsked } from 'policies'
import { expect, test } from 'vitest'
import { COMMANDS, commandIn } from '../src/core/commands/index.ts'
import { readMailRequest, worstOf } from '../src/core/mail.ts'

const REACH = ['stranger', 'service', 'departed', 'suspended', 'reachable'] as const
const someReach = fc.array(fc.constantFrom<MailAsked['worst']>(...REACH))

test('whoever is named first, the reason told is the same; nobody is passed over', () => {
  fc.assert(
    fc.property(someReach, fc.infiniteStream(fc.nat()), (statuses, dice) => {
      const shuffled = statuses
        .map((status) => ({ status, place: dice.next().value ?? 0 }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ status }) => status)
      expect(worstOf(shuffled)).toBe(worstOf(statuses))
      expect(worstOf(statuses) === 'reachable').toBe(statuses.every((status) => status === 'reachable'))
    }),
  )
})

test('whatever a client sends, it is read without an error, and nothing but people and the wish for another kind of room is kept', () => {
  fc.assert(
    fc.property(fc.anything(), (body) => {
      const read = readMailRequest(body)
      if (read !== undefined) expect(Object.keys(read).toSorted()).toEqual(['asks', 'invited'])
    }),
  )
})

const someBody = fc.record(
  {
    invite: fc.array(fc.string()),
    name: fc.string(),
    topic: fc.string(),
    preset: fc.constantFrom('private_chat', 'trusted_private_chat'),
    visibility: fc.constantFrom('private', 'public'),
    room_alias_name: fc.option(fc.string()),
    room_version: fc.string(),
    is_direct: fc.boolean(),
    initial_state: fc.array(fc.object()),
    power_level_content_override: fc.object(),
    creation_content: fc.record({ type: fc.option(fc.string()), 'm.federate': fc.boolean() }, { requiredKeys: [] }),
    invite_3pid: fc.array(fc.object()),
  },
  { requiredKeys: [] },
)
test('only a request without a public place, a type of room or an address is one for a conversation', () => {
  fc.assert(
    fc.property(someBody, (body) => {
      const plain =
        body.visibility !== 'public' &&
        (body.room_alias_name ?? null) === null &&
        (body.creation_content?.type ?? null) === null &&
        (body.invite_3pid ?? []).length === 0
      expect(readMailRequest(body)).toMatchObject({ invited: body.invite ?? [], ...(plain ? { asks: 'conversation' } : {}) })
      expect(readMailRequest(body)?.asks === 'conversation').toBe(plain)
    }),
  )
})

test('commands are known whatever their case and the spaces around them, and are told by « aide »', () => {
  for (const command of COMMANDS) {
    expect(commandIn(`  ${command.name.toUpperCase()}\n`)).toBe(command)
    expect(
      COMMANDS[0]?.answer({
        commands: COMMANDS,
        refusals: [],
        documents: { items: [], more: false },
        contacts: null,
        folders: { is: 'misspelt' },
        wishes: null,
        trouble: null,
      }),
    ).toContain(`• ${command.name} : ${command.does}`)
  }
  fc.assert(fc.property(fc.string(), (text) => commandIn(text) === undefined || text.trim().length < 20))
  for (const text of [null, undefined, '', 'aide moi', '!aide']) expect(commandIn(text)).toBeUndefined()
})

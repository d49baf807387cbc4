import { bridge, facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const roomSettingsFollowTheRegistry: Rule = {
  id: 'room-settings-follow-the-registry',
  why: 'Power levels, name, topic, avatar, join rules, history visibility, encryption, pins and every other state are one exact value per kind of room. This binds the bridge’s user too, since an administrator’s request may act in its name (make_room_admin).',
  asks: ['state.set'],
  refuse: ({ actor, room, asTheKindSays }) => {
    if (actor.status !== 'bridge') return 'ROOM_SETTINGS_FOLLOW_THE_REGISTRY'
    if (room === null) return 'ROOM_UNKNOWN'
    return asTheKindSays ? null : 'NOT_AS_THE_KIND_SAYS'
  },
  examples: [
    { that: 'a member renames the journal', asked: 'state.set', given: facts(), answer: 'ROOM_SETTINGS_FOLLOW_THE_REGISTRY' },
    {
      that: 'a member sets the very name it has',
      asked: 'state.set',
      given: facts({ asTheKindSays: true }),
      answer: 'ROOM_SETTINGS_FOLLOW_THE_REGISTRY',
    },
    {
      that: 'the bridge renames the journal after the patient',
      asked: 'state.set',
      given: facts({ actor: bridge, asTheKindSays: true }),
      answer: null,
    },
    { that: 'the bridge gives somebody power', asked: 'state.set', given: facts({ actor: bridge }), answer: 'NOT_AS_THE_KIND_SAYS' },
    {
      that: 'the bridge sets state in an unknown room',
      asked: 'state.set',
      given: facts({ actor: bridge, room: null }),
      answer: 'ROOM_UNKNOWN',
    },
  ],
}

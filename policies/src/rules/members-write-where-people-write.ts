import { SPACES, bridge, facts, someone } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const membersWriteWherePeopleWrite: Rule = {
  id: 'members-write-where-people-write',
  why: 'A closed circle and an archived folder are read-only; a Space holds no conversation; in the folders of a DAC its editors and managers alone deposit. Who deposited may still remove, editor or no longer.',
  asks: ['message.send', 'event.send', 'message.redact'],
  refuse: ({ actor, room, deletion }) => {
    if (room === null) return 'ROOM_UNKNOWN'
    // The bridge announces closures and departures: its notices follow the act they tell of.
    if (actor.status === 'bridge') return null
    if (!actor.belongs) return 'NOT_IN_THE_CIRCLE'
    if (SPACES.includes(room.kind)) return 'NOTHING_IS_WRITTEN_HERE'
    if (room.kind !== 'documents') return room.closed ? 'CIRCLE_CLOSED' : null
    if (room.closed) return 'FOLDER_ARCHIVED'
    return actor.writes || deletion !== null ? null : 'ONLY_EDITORS_WRITE'
  },
  examples: [
    { that: 'a member writes in an open journal', asked: 'message.send', given: facts(), answer: null },
    {
      that: 'a member writes in a closed journal',
      asked: 'message.send',
      given: facts({ room: { kind: 'journal', closed: true } }),
      answer: 'CIRCLE_CLOSED',
    },
    {
      that: 'the bridge announces the closure',
      asked: 'message.send',
      given: facts({ actor: bridge, room: { kind: 'journal', closed: true } }),
      answer: null,
    },
    {
      that: 'somebody who just left the circle writes',
      asked: 'message.send',
      given: facts({ actor: someone({ belongs: false }) }),
      answer: 'NOT_IN_THE_CIRCLE',
    },
    {
      that: 'a member of staff writes in the Space',
      asked: 'message.send',
      given: facts({ room: { kind: 'space', closed: false } }),
      answer: 'NOTHING_IS_WRITTEN_HERE',
    },
    {
      that: 'an editor writes in the documents',
      asked: 'message.send',
      given: facts({ room: { kind: 'documents', closed: false } }),
      answer: null,
    },
    {
      that: 'a plain member of staff writes in the documents',
      asked: 'message.send',
      given: facts({ actor: someone({ writes: false }), room: { kind: 'documents', closed: false } }),
      answer: 'ONLY_EDITORS_WRITE',
    },
    {
      that: 'an editor deposits in an archived folder',
      asked: 'message.send',
      given: facts({ room: { kind: 'documents', closed: true } }),
      answer: 'FOLDER_ARCHIVED',
    },
    {
      that: 'somebody writes in the sub-space of their journals',
      asked: 'message.send',
      given: facts({ room: { kind: 'journals-space', closed: false } }),
      answer: 'NOTHING_IS_WRITTEN_HERE',
    },
    {
      that: 'one who deposited and is no editor any more removes what they deposited',
      asked: 'message.redact',
      given: facts({
        actor: someone({ writes: false }),
        room: { kind: 'documents', closed: false },
        deletion: { target: 'own-message', newest: false, reasoned: true },
      }),
      answer: null,
    },
    { that: 'somebody writes in an unknown room', asked: 'event.send', given: facts({ room: null }), answer: 'ROOM_UNKNOWN' },
  ],
}

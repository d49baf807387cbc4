import { bridge, facts, someone } from '../facts.ts'
import type { Rule } from '../rule.ts'

const gone = someone({ belongs: false })

export const onlyTheBridgeMovesMembers: Rule = {
  id: 'only-the-bridge-moves-members',
  why: 'No person holds power over another’s membership. The bridge itself never removes somebody whom the registry keeps, and never bans: a ban would outlive a return to the circle.',
  asks: ['member.invite', 'member.kick', 'member.ban', 'member.knock'],
  refuse: ({ actor, subject, asTheKindSays }) => {
    if (actor.status !== 'bridge' || !asTheKindSays) return 'MEMBERSHIP_FOLLOWS_THE_REGISTRY'
    return subject.status === 'bridge' ? 'MEMBERSHIP_FOLLOWS_THE_REGISTRY' : null
  },
  examples: [
    {
      that: 'a member invites a member of the circle',
      asked: 'member.invite',
      given: facts({ asTheKindSays: true }),
      answer: 'MEMBERSHIP_FOLLOWS_THE_REGISTRY',
    },
    { that: 'a member removes another', asked: 'member.kick', given: facts({ subject: gone }), answer: 'MEMBERSHIP_FOLLOWS_THE_REGISTRY' },
    {
      that: 'the bridge removes somebody who left the circle',
      asked: 'member.kick',
      given: facts({ actor: bridge, subject: gone, asTheKindSays: true }),
      answer: null,
    },
    {
      that: 'the bridge removes a member of the circle',
      asked: 'member.kick',
      given: facts({ actor: bridge, subject: someone(), asTheKindSays: false }),
      answer: 'MEMBERSHIP_FOLLOWS_THE_REGISTRY',
    },
    {
      that: 'the bridge bans',
      asked: 'member.ban',
      given: facts({ actor: bridge, subject: gone, asTheKindSays: false }),
      answer: 'MEMBERSHIP_FOLLOWS_THE_REGISTRY',
    },
    { that: 'an outsider knocks', asked: 'member.knock', given: facts({ actor: gone }), answer: 'MEMBERSHIP_FOLLOWS_THE_REGISTRY' },
  ],
}

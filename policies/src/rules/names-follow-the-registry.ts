import { bridge, facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const namesFollowTheRegistry: Rule = {
  id: 'names-follow-the-registry',
  why: 'Who reads a journal must know who wrote in it: nobody calls themselves otherwise in one room than the registry does.',
  asks: ['member.join', 'member.update'],
  refuse: ({ namedAsInRegistry, subject }) => (namedAsInRegistry || subject.status === 'bridge' ? null : 'NAME_FOLLOWS_THE_REGISTRY'),
  examples: [
    { that: 'a member changes their picture', asked: 'member.update', given: facts(), answer: null },
    {
      that: 'a member takes another name in one room',
      asked: 'member.update',
      given: facts({ namedAsInRegistry: false }),
      answer: 'NAME_FOLLOWS_THE_REGISTRY',
    },
    {
      that: 'a member of the circle joins under another name',
      asked: 'member.join',
      given: facts({ namedAsInRegistry: false }),
      answer: 'NAME_FOLLOWS_THE_REGISTRY',
    },
    { that: 'the bridge joins its room', asked: 'member.join', given: facts({ actor: bridge, namedAsInRegistry: false }), answer: null },
  ],
}

import fc from 'fast-check'

/** `end` is minutes after the start; minutes are counted from now, before it when negative. */
export type Act =
  | { act: 'member' | 'employ'; who: number; where: number; role: number; start: number | null; end: number | null }
  | { act: 'end-member' | 'end-employment'; who: number; where: number }
  | { act: 'replace'; who: number; by: number; start: number | null; end: number; withStructure: boolean }
  | { act: 'change'; which: number; start: number | null; end: number; withStructure: boolean }
  | { act: 'cancel'; which: number }
  | { act: 'suspend' | 'reinstate' | 'depart'; who: number }
  | { act: 'move'; which: number; where: number }
  | { act: 'wait'; minutes: number }
  | { act: 'work' }
const someone = fc.nat({ max: 3 })
const place = fc.nat({ max: 1 })
const start = fc.oneof(fc.constant(null), fc.integer({ min: -20, max: 40 }))
const end = fc.integer({ min: 5, max: 120 })
const withStructure = fc.boolean()
const period = { who: someone, where: place, role: fc.nat({ max: 2 }), start, end: fc.option(end) }
export const anAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('member' as const, 'employ' as const), ...period }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constantFrom('end-member' as const, 'end-employment' as const), who: someone, where: place }),
  },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('replace' as const), who: someone, by: someone, start, end, withStructure }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('change' as const), which: fc.nat({ max: 9 }), start, end, withStructure }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('cancel' as const), which: fc.nat({ max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('suspend' as const, 'reinstate' as const), who: someone }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('depart' as const), who: someone }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('move' as const), which: place, where: place }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('wait' as const), minutes: fc.integer({ min: 0, max: 45 }) }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('work' as const) }) },
)

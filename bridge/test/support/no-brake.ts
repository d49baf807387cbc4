import type { BrakeSettings } from '../../src/core/brake.ts'

const never = { percent: 100, floor: 100_000_000 }
/** Where something else is tried: nothing is stopped, even when one access ends twice (of which more than all would end). */
export const NO_BRAKE: BrakeSettings = { windowMinutes: 60, place: never, structure: never, platform: never }

import type { BrakeSettings } from '../../src/core/brake.ts'

const never = { percent: 100, floor: 1 }
/** Where something else is tried: nothing is stopped. */
export const NO_BRAKE: BrakeSettings = { windowMinutes: 60, place: never, structure: never, platform: never }

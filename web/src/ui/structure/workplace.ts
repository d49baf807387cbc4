import type { Profile } from 'bridge/contract'

/** A DAC where the person works now. */
export type Workplace = Profile['structures'][number]
export const dacsOf = (profile: Profile | undefined): Workplace[] => profile?.structures.filter(({ dac }) => dac) ?? []

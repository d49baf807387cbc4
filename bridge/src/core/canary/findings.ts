/**
 * - `told`: words of a room that they may not read; `accepted`: an act, or an answer, that should have been refused;
 *   `done`: refused by words, and yet it took effect. These three are leaks.
 * - `refused-wrongly`: what is allowed was refused. `unanswered`: nobody could say; both prove nothing against the door.
 */
export const FINDINGS = ['told', 'accepted', 'done', 'refused-wrongly', 'unanswered'] as const
export type Finding = (typeof FINDINGS)[number]
export const isLeak = (finding: Finding): boolean => finding === 'told' || finding === 'accepted' || finding === 'done'

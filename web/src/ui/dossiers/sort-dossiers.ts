import type { OwnCircle } from 'bridge/contract'

/** A circle with what this device knows of its journal. */
export interface Dossier extends OwnCircle {
  readonly unread: number
  /** Milliseconds since 1970; 0 when nobody ever wrote. */
  readonly lastWritten: number
}

/** Unread ones first, then by what happened last, then by name. */
export function sortDossiers(circles: readonly OwnCircle[], rooms: ReadonlyMap<string, { unread: number }>): Dossier[] {
  return circles
    .map((circle) => ({
      ...circle,
      unread: circle.roomId === null ? 0 : (rooms.get(circle.roomId)?.unread ?? 0),
      lastWritten: circle.lastAt === null ? 0 : Date.parse(circle.lastAt),
    }))
    .toSorted(
      (a, b) =>
        Number(b.unread > 0) - Number(a.unread > 0) ||
        b.lastWritten - a.lastWritten ||
        a.patient.displayName.localeCompare(b.patient.displayName, 'fr'),
    )
}

/** Whether a name holds every word, whatever the accents and the capitals. */
export function isFoundBy(name: string, words: string): boolean {
  const folded = fold(name)
  return fold(words)
    .split(/\s+/)
    .every((word) => folded.includes(word))
}
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

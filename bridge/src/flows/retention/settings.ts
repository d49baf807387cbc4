/** What the environment says of journals that go. */
export interface RetentionSettings {
  /** How long after its closing a circle's journal may go without a request of the patient; undefined: never. */
  readonly afterDays: number | undefined
  /** Undefined: no journal can be sealed, since none goes without an archive. */
  readonly archive: ArchiveSettings | undefined
}
export interface ArchiveSettings {
  /** Where archives are written; every process that works sees the same. */
  readonly folder: string
  /** The public key (age1…) for which they are encrypted. Whoever has the other half reads them: nobody here. */
  readonly recipient: string
}

const DAY_MS = 86_400_000
export const dueFrom = (closedAt: Date, afterDays: number): Date => new Date(closedAt.getTime() + afterDays * DAY_MS)

/** Of the archive of one seal, whenever it is made. */
export const archiveNameOf = (retention: string): string => `journal-${retention}.zip.age`

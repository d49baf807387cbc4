/** What the environment says of exports. */
export interface ExportSettings {
  /** From which the keys of their files are derived: the same in every process. */
  readonly secret: string
  /** How long their files can be fetched. */
  readonly minutes: number
}

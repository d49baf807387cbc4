/** What a command may be answered from; read by `flows/answer-command.ts` for those commands that ask for it. */
export interface Known {
  readonly commands: readonly Command[]
  /** The last refusals of this person's acts, newest first, each in a sentence. */
  readonly refusals: readonly string[]
}

/** What a person may write in their room of notifications. A new command is one file like its neighbours and one line in `index.ts`. */
export interface Command {
  /** The whole message, whatever its case and the spaces around it. */
  readonly name: string
  /** What it does, as « aide » tells it. */
  readonly does: string
  /** What must be read for it. */
  readonly asks?: 'refusals'
  answer(known: Known): string
}

/**
 * Something a person can act on: `message` is a French sentence that says what is wrong and what to do, `detail` what the
 * program concerned printed last. Anything else that is thrown is a bug of ours and keeps its stack trace.
 */
export class Problem extends Error {
  readonly detail: string
  constructor(message: string, detail = '') {
    super(message)
    this.detail = detail.trim()
  }
}

/** For those who show a message alone, as Vitest does. */
export const withDetail = (error: unknown): unknown =>
  error instanceof Problem ? new Error(`${error.message}\n${error.detail}`, { cause: error }) : error

export const isCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))

/** A full disk and a foreign directory can happen at any write: one place to say them. */
export function asProblem(error: unknown): unknown {
  if (isCode(error, 'ENOSPC', 'EDQUOT')) return new Problem('Le disque est plein : libérez de la place puis recommencez.', String(error))
  if (isCode(error, 'EACCES', 'EPERM', 'EROFS')) {
    return new Problem(
      "Un fichier de ce dossier n'est pas accessible : lancez la commande avec le compte à qui il appartient.",
      String(error),
    )
  }
  return error
}

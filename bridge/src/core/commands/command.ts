import type { DocumentCategory } from '../document.ts'
import type { Wishes } from '../wishes.ts'

/** What a command may be answered from; read by `flows/answer-command.ts` for those commands that ask for it. */
export interface Known {
  readonly commands: readonly Command[]
  /** The last refusals of this person's acts, newest first, each in a sentence. */
  readonly refusals: readonly string[]
  /** Files that answer to their words, newest first; `more`: not all that do. Neither names of files nor patients: see `documents.ts`. */
  readonly documents: { readonly items: readonly FoundDocument[]; readonly more: boolean }
  /** Their colleagues who answer to their words; `null`: they work nowhere. `more`: not all that do. */
  readonly contacts: { readonly items: readonly FoundContact[]; readonly more: boolean } | null

  /** What came of a command about folders. */
  readonly folders: FoldersTold
  /** How this person wants to be told, once what the command asked for is done. */
  readonly wishes: (Wishes & { readonly silenced: number }) | null
  /** Why what they asked for could not be done. */
  readonly trouble: string | null
}

export interface FoundDocument {
  readonly category: DocumentCategory
  /** « 25 novembre 2026 » */
  readonly day: string
  /** Who attached it. */
  readonly depositor: string
  readonly link: string
}

export interface FoundContact {
  readonly name: string
  readonly profession: string
  readonly structure: string
  readonly telephone: string | null
  readonly email: string | null
  /** Until which day they are away: « 25 novembre 2026 ». */
  readonly awayUntil: string | null
}

export type FoldersTold =
  | { readonly is: 'misspelt' }
  | {
      readonly is: 'done'
      readonly what: 'created' | 'there-already' | 'renamed' | 'archived'
      readonly name: string
      readonly link: string
    }
  /** Who may, by their names. */
  | { readonly is: 'not-allowed'; readonly managers: readonly string[] }
  | { readonly is: 'which'; readonly structures: readonly string[] }
  | { readonly is: 'trouble'; readonly words: string }
  | {
      readonly is: 'list'
      readonly places: readonly {
        readonly structure: string
        readonly folders: readonly { readonly name: string; readonly documents: number; readonly link: string }[]
        readonly more: boolean
      }[]
    }

/** What a person may write in their room of notifications. A new command is one file like its neighbours and one line in `index.ts`. */
export interface Command {
  /** The first word of the message, whatever its case, its accents and the spaces around it; the whole message unless it takes more. */
  readonly name: string
  /** What it does, as « aide » tells it. */
  readonly does: string
  /** What must be read for it. */
  readonly asks?: 'refusals' | 'documents' | 'contacts' | 'folders' | 'wishes'
  /** Further words may follow: a misspelt one is answered, not refused. */
  readonly takesWords?: true
  answer(known: Known): string
}

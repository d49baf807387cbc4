import { aide } from './aide.ts'
import { classeur, classeurs } from './classeurs.ts'
import type { Command } from './command.ts'
import { contacts } from './contacts.ts'
import { documents } from './documents.ts'
import { notifications } from './notifications.ts'
import { refus } from './refus.ts'
import { wordsOf } from './words.ts'

/** Every command there is, in the order in which « aide » tells them. */
export const COMMANDS: readonly Command[] = [aide, documents, contacts, classeurs, classeur, refus, notifications]

/** No longer text can be a command: the homeserver's module sends no longer one. */
export const LONGEST_COMMAND = 100

export const commandIn = (text: string | null | undefined): Command | undefined => {
  if ((text?.length ?? 0) > LONGEST_COMMAND) return undefined
  const [name, ...further] = wordsOf(text ?? '')
  return COMMANDS.find((command) => command.name === name && (further.length === 0 || command.takesWords === true))
}

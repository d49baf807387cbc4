import { aide } from './aide.ts'
import type { Command } from './command.ts'
import { refus } from './refus.ts'

/** Every command there is, in the order in which « aide » tells them. */
export const COMMANDS: readonly Command[] = [aide, refus]

/** No longer text can be a command: the homeserver's module sends no longer one. */
export const LONGEST_COMMAND = 100

export const commandIn = (text: string | null | undefined): Command | undefined => {
  const asked = (text ?? '').trim().toLocaleLowerCase('fr')
  return COMMANDS.find(({ name }) => name === asked)
}

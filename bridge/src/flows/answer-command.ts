import { COMMANDS, commandIn } from '../core/commands/index.ts'
import { findContacts } from './find-contacts.ts'
import { type Linking, findDocuments } from './find-documents.ts'
import { runFolderCommand } from './folders/run-folder-command.ts'
import { grantWish } from './grant-wish.ts'
import { type Telling, refusalSentences } from './tell-refusal.ts'
import { tellPerson } from './tell-person.ts'

/** Answers what a person asked in their room of notifications, once per message. What is no command was refused at the door. */
export async function answerCommand(world: Telling & Linking, person: string, text: string, event: string): Promise<void> {
  const command = commandIn(text)
  if (command === undefined) return
  const refusals = command.asks === 'refusals' ? await refusalSentences(world, person) : []
  const documents = command.asks === 'documents' ? await findDocuments(world, person, text) : { items: [], more: false }
  const contacts = command.asks === 'contacts' ? await findContacts(world, person, text) : null
  const folders = command.asks === 'folders' ? await runFolderCommand(world, person, text) : ({ is: 'misspelt' } as const)
  const granted = command.asks === 'wishes' ? await grantWish(world, person, text) : { wishes: null, trouble: null }
  const body = command.answer({ commands: COMMANDS, refusals, documents, contacts, folders, ...granted })
  await tellPerson(world, person, { key: `command:${event}`, body, type: 'command' })
}

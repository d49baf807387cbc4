import type { z } from 'zod'
import type { EmploymentRole, PatientBody, PersonBody, StructureBody } from '../../bridge/src/contract.ts'
import { diarra } from './circles/diarra.ts'
import { fontanel } from './circles/fontanel.ts'
import { kowalczyk } from './circles/kowalczyk.ts'
import { marcheix } from './circles/marcheix.ts'
import { perrichon } from './circles/perrichon.ts'
import { vidalenc } from './circles/vidalenc.ts'
import type { SaidFile } from './said-file.ts'
import { FOLDERS } from './documents.ts'
import { liaisonBook } from './liaison-book.ts'
import { PEOPLE, type Who } from './people.ts'
import type { StructureId } from './structures.ts'

/** Whole days from today, negative for the past: the demonstration is always recent. `until` absent: without end. */
export interface Stay {
  readonly from: number
  readonly until?: number
  readonly reason?: string
}
export interface DemoStructure {
  readonly id: string
  readonly body: z.input<typeof StructureBody>
}
export interface DemoPerson {
  /** A status other than active is given last, so that the past memberships can be written first. */
  readonly body: z.input<typeof PersonBody>
  readonly works: readonly (Stay & { readonly at: StructureId; readonly role: EmploymentRole })[]
}
/** What somebody says, in order; the text is the key by which a resumed seeding knows what was already said. With a file, it is its caption. */
export type Said = readonly [who: Who, text: string, file?: SaidFile]
export interface DemoCircle {
  readonly id: string
  readonly patient: { readonly id: string; readonly body: z.input<typeof PatientBody> }
  readonly structure: StructureId
  /** The reason for which the circle is closed, once everything was said. */
  readonly closed?: string
  readonly members: readonly (Stay & { readonly who: Who; readonly role: string })[]
  readonly messages: readonly Said[]
}

export const personId = (who: Who): string => `demo-${who}`
export const PERSON_KEYS = Object.keys(PEOPLE) as Who[]

/** All people, circles and conversations of the demonstration are invented. */
export const CIRCLES: readonly DemoCircle[] = [marcheix, kowalczyk, diarra, perrichon, vidalenc, fontanel]
/** What is said in the liaison book of the DAC, and deposited in its folders. */
export const DAC_ROOMS: { readonly liaison: readonly Said[]; readonly folders: typeof FOLDERS } = { liaison: liaisonBook, folders: FOLDERS }
/** How many files are said everywhere. */
export const FILE_COUNT = [...CIRCLES.map(({ messages }) => messages), ...FOLDERS.map(({ deposits }) => deposits)]
  .flat()
  .filter(([, , file]) => file !== undefined).length

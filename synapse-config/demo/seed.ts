import type { Circle, Person } from '../../bridge/src/contract.ts'
import { type Account, openAccount, openSessions } from './accounts.ts'
import { CIRCLES, FILE_COUNT, PERSON_KEYS, personId } from './content.ts'
import { holdConversations } from './conversations.ts'
import { sendCutOffList } from './cut-off-list.ts'
import { inParallel } from './in-parallel.ts'
import { MAILS } from './internal-mail.ts'
import { exchangeMails } from './mails.ts'
import { PEOPLE } from './people.ts'
import { type RegistryApi, connectRegistry } from './registry-api.ts'
import { endWhatEnds, fillRegistry } from './registry.ts'
import { dacRooms, journals } from './rooms.ts'
import { structureName } from './structures.ts'

/** What `.local/demo.json` holds. */
export interface DemoFile {
  readonly baseUrl: string
  readonly apiKey: string
  /** Where the e-mails can be read that would have been sent, on this machine. */
  readonly mailCatcher?: string | undefined
  readonly accounts: readonly Account[]
  readonly circles: readonly { readonly id: string; readonly roomId: string }[]
  /** How many mails were exchanged; absent when none were, as before the demonstration had any. */
  readonly mails?: number
  /** How many files were sent in journals and folders; absent when it was only those of folders. */
  readonly files?: number
}
export interface SeedOptions {
  /** The public address, without a final slash: the API and the homeserver are behind it. */
  readonly baseUrl: string
  /** With the scope *. */
  readonly apiKey: string
  /** false: an empty installation with one administrator. */
  readonly demo: boolean
  /** What an earlier run answered. It is the proof that this run went to its end. */
  readonly previous?: DemoFile
  readonly say: (line: string) => void
}

const ADMINISTRATOR = 'administrateur'

/**
 * Fills an installation through its public doors alone, as its users would. May be called at every start and after any
 * interruption: what is there is left alone, and when all of it is there, a few requests are enough to know it.
 * Throws a Problem, in French, for whatever a person can act on.
 */
export async function seedDemo(options: SeedOptions): Promise<DemoFile> {
  const baseUrl = options.baseUrl.replace(/\/+$/, '')
  const { apiKey, previous, say } = options
  const api = connectRegistry(baseUrl, apiKey)
  const isThere = options.demo ? demoIsThere : administratorIsThere
  if (previous !== undefined && (await isThere(api, previous))) {
    say(options.demo ? 'Démonstration : déjà en place' : 'Administrateur : compte déjà en place')
    return { ...previous, baseUrl, apiKey }
  }
  const made = await (options.demo ? makeDemo(api, baseUrl, previous, say) : makeAdministrator(api, previous, say))
  // Accounts of another kind of installation that was here before still work.
  const others = (previous?.accounts ?? []).filter(({ personId: id }) => made.accounts.every((account) => account.personId !== id))
  return { baseUrl, apiKey, ...made, accounts: [...made.accounts, ...others] }
}

const withAccount = PERSON_KEYS.filter((who) => !('status' in PEOPLE[who].body))

/** The registry still has the circles of the earlier run, in the same rooms: nothing was reset since. */
async function demoIsThere(api: RegistryApi, { accounts, circles, mails, files }: DemoFile): Promise<boolean> {
  if (mails !== MAILS.length || files !== FILE_COUNT) return false
  const ids = new Set(accounts.map((account) => account.personId))
  if (!withAccount.every((who) => ids.has(personId(who)))) return false
  const same = await inParallel(CIRCLES, CIRCLES.length, async ({ id }) => {
    const known = circles.find((circle) => circle.id === id)
    const circle = await api.find<Circle>(`/circles/${id}`)
    // A journal that was purged, by whoever tried that, is not made again.
    return known !== undefined && circle !== undefined && (circle.roomId === known.roomId || circle.journal === 'purged')
  })
  return same.every(Boolean)
}

/** Any administrator that an earlier run made will do, so that there is never a second one. */
async function administratorIsThere(api: RegistryApi, { accounts }: DemoFile): Promise<boolean> {
  const administrator = accounts.find(({ admin }) => admin)
  return administrator !== undefined && (await api.find<Person>(`/people/${administrator.personId}`))?.userId === administrator.userId
}

type Made = Pick<DemoFile, 'accounts' | 'circles' | 'mails' | 'files'>

async function makeDemo(api: RegistryApi, baseUrl: string, previous: DemoFile | undefined, say: (line: string) => void): Promise<Made> {
  say('Démonstration : structures, professionnels et cercles de soins')
  await fillRegistry(api)
  say('Démonstration : comptes et salons')
  const accounts = await inParallel(withAccount, 4, (who) => {
    const [work] = PEOPLE[who].works
    return openAccount(api, personId(who), structureName(work.at), knownAccount(previous, personId(who)))
  })
  const circles = await journals(api)
  say('Démonstration : sessions et messages')
  const sessions = openSessions(baseUrl, accounts)
  try {
    const open = circles.filter(({ closed }) => !closed)
    await holdConversations([...open, ...(await dacRooms(api))], sessions, say)
    say('Démonstration : messagerie interne')
    await exchangeMails(sessions)
  } finally {
    await sessions.close()
  }
  await endWhatEnds(api)
  await sendCutOffList(api)
  return { accounts, circles: circles.map(({ id, roomId }) => ({ id, roomId })), mails: MAILS.length, files: FILE_COUNT }
}

async function makeAdministrator(api: RegistryApi, previous: DemoFile | undefined, say: (line: string) => void): Promise<Made> {
  say('Administrateur : ouverture du compte')
  const path = `/people/${ADMINISTRATOR}`
  if ((await api.find(path)) === undefined)
    await api.put(path, {
      givenName: 'Compte',
      familyName: 'Administrateur',
      profession: 'Administration',
      administrator: true,
      localpart: ADMINISTRATOR,
    })
  return { accounts: [await openAccount(api, ADMINISTRATOR, '', knownAccount(previous, ADMINISTRATOR))], circles: previous?.circles ?? [] }
}

const knownAccount = (previous: DemoFile | undefined, id: string): Account | undefined =>
  previous?.accounts.find((account) => account.personId === id)

import type { Folder, Profile } from '../../contract.ts'
import type { FoldersTold } from '../../core/commands/command.ts'
import { type FolderWish, folderWishIn } from '../../core/commands/folder-wish.ts'
import { named } from '../../core/commands/wish.ts'
import { Fault, FAULTS } from '../../core/faults.ts'
import type { PersonId } from '../../core/ids.ts'
import { fullName } from '../../core/names.ts'
import { findFolderNamed, getFolder, listFolders } from '../../db/folders.ts'
import { NORMAL } from '../../db/jobs.ts'
import { findPerson } from '../../db/people.ts'
import { listManagers, listWorkplaces } from '../../db/profile.ts'
import type { Linking } from '../find-documents.ts'
import type { Asked, World } from '../world.ts'
import { changeFolder, createFolder } from './put-folder.ts'

type Doing = Pick<World, 'db' | 'now' | 'serverName'> & Linking
type Workplace = Profile['structures'][number]
const FOLDERS_TOLD = 20

/** Does what somebody asks of the folders of the DACs in which they work; what they may is asked at that moment. Safe to repeat. */
export async function runFolderCommand(world: Doing, person: string, text: string): Promise<FoldersTold> {
  const wish = folderWishIn(text)
  const id = person as PersonId
  const dacs = (await listWorkplaces(world.db, id, world.now())).filter(({ dac }) => dac)
  if (wish.wish === 'misspelt') return { is: 'misspelt' }
  if (wish.wish === 'list') return { is: 'list', places: await Promise.all(dacs.map((dac) => listed(world, dac))) }

  const managed = dacs.filter(({ role }) => role === 'manager')
  if (managed.length === 0) return { is: 'not-allowed', managers: await managersOf(world, dacs) }
  const meant = wish.at === null ? managed : named(titled(managed), wish.at)
  const where = await narrowed(world, wish, meant)
  if (where.length === 0) return wish.at === null ? unknown(wish.name) : { is: 'which', structures: managed.map(({ name }) => name) }
  const [place, ...others] = where
  if (place === undefined || others.length > 0) return { is: 'which', structures: where.map(({ name }) => name) }
  const found = await findPerson(world.db, id, world.serverName)
  const asked: Asked = { source: 'messagerie', by: found === undefined ? person : fullName(found), priority: NORMAL }
  return doneOrTrouble(() => act(world, place, wish, asked))
}
const titled = (dacs: readonly Workplace[]) => dacs.map((dac) => ({ ...dac, title: dac.name }))

/** Of several structures, those that have the folder that is named. */
async function narrowed(world: Doing, wish: Named, managed: readonly Workplace[]): Promise<readonly Workplace[]> {
  if (wish.wish === 'create') return managed
  const has = await Promise.all(managed.map(({ id }) => findFolderNamed(world.db, id, wish.name)))
  return managed.filter((_, index) => has[index] !== undefined)
}
type Named = Exclude<FolderWish, { wish: 'list' | 'misspelt' }>

async function act(world: Doing, place: Workplace, wish: Named, asked: Asked): Promise<FoldersTold> {
  const there = await findFolderNamed(world.db, place.id, wish.name)
  const done = (what: 'created' | 'there-already' | 'renamed' | 'archived', folder: Folder): FoldersTold => ({
    is: 'done',
    what,
    name: folder.name,
    link: linkTo(world, folder),
  })
  if (wish.wish === 'create')
    return there === undefined
      ? done('created', await createFolder(world, place.id, wish.name, asked))
      : done('there-already', await getFolder(world.db, there.id))
  if (there === undefined) return unknown(wish.name)
  return wish.wish === 'rename'
    ? done('renamed', await changeFolder(world, place.id, there.id, { name: wish.to, archived: false }, asked))
    : done('archived', await changeFolder(world, place.id, there.id, { name: there.name, archived: true }, asked))
}
const unknown = (name: string): FoldersTold => ({ is: 'trouble', words: `aucun classeur ouvert ne s’appelle « ${name} ».` })

async function doneOrTrouble(act: () => Promise<FoldersTold>): Promise<FoldersTold> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { is: 'trouble', words: lowered(FAULTS[error.code].fr) }
  }
}
const lowered = (words: string): string => `${words.charAt(0).toLocaleLowerCase('fr')}${words.slice(1)}`

async function listed(world: Doing, { id, name }: Workplace) {
  const { items, next } = await listFolders(world.db, id, { archived: false, limit: FOLDERS_TOLD })
  const folders = items.map((folder) => ({ name: folder.name, documents: folder.documentCount, link: linkTo(world, folder) }))
  return { structure: name, folders, more: next !== null }
}
const linkTo = ({ publicUrl }: Linking, { id, structureId }: Folder): string =>
  `${publicUrl.replace(/\/+$/, '')}/structure/documents?classeur=${encodeURIComponent(id)}&structure=${encodeURIComponent(structureId)}`

async function managersOf({ db, now }: Doing, dacs: readonly Workplace[]): Promise<string[]> {
  const people = await listManagers(
    db,
    dacs.map(({ id }) => id),
    now(),
  )
  return people.map(fullName)
}

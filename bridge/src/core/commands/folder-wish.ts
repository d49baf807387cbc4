import { plain } from './words.ts'

/** What somebody asked of the commands « classeurs » and « classeur ». `at`: the words by which they named a structure. */
export type FolderWish =
  | { readonly wish: 'list' }
  | { readonly wish: 'create' | 'archive'; readonly name: string; readonly at: string | null }
  | { readonly wish: 'rename'; readonly name: string; readonly to: string; readonly at: string | null }
  | { readonly wish: 'misspelt' }

const VERBS: Readonly<Record<string, 'create' | 'rename' | 'archive'>> = { nouveau: 'create', renommer: 'rename', archiver: 'archive' }

/** Names are kept as they were written; what begins the message is read whatever its case and accents. */
export function folderWishIn(text: string): FolderWish {
  const [first = '', verb = '', ...rest] = text.trim().split(/\s+/)
  if (plain(first) === 'classeurs') return { wish: 'list' }
  const wish = Object.hasOwn(VERBS, plain(verb)) ? VERBS[plain(verb)] : undefined
  const [said = '', at, ...more] = rest.join(' ').split('@').map(unquoted)
  if (wish === undefined || said === '' || at === '' || more.length > 0) return { wish: 'misspelt' }
  if (wish !== 'rename') return { wish, name: said, at: at ?? null }
  const [name = '', to = '', ...others] = said.split('=').map(unquoted)
  return name === '' || to === '' || others.length > 0 ? { wish: 'misspelt' } : { wish, name, to, at: at ?? null }
}
const unquoted = (words: string): string => words.trim().replace(/^«\s*|\s*»$/g, '')

/** What a file is, as its bytes say. */
export interface FileKind {
  readonly content: 'accepted' | 'active' | 'unknown'
  readonly type: string
}
/** Looks at a file as it passes, a piece at a time, and says in the end what it was. */
export interface FileWatch {
  /** Good for the first bytes; nothing that follows can make it acceptable when it is not. */
  readonly first: FileKind
  see(piece: Uint8Array): void
  end(): FileKind
}
/** What the sender calls it: good only to choose between names of one kind, or to refuse. */
export interface Called {
  readonly name: string
  readonly type: string
}

const IMAGES = ['png', 'apng', 'jpeg', 'gif', 'webp', 'heic', 'heic-sequence', 'heif', 'heif-sequence'].map((name) => `image/${name}`)
const OFFICE = /^application\/(pdf|rtf|vnd\.openxmlformats-officedocument\.(wordprocessingml|spreadsheetml|presentationml)\.[a-z]+)$/
const OPEN_DOCUMENT = /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation|graphics)(-template)?$/
const SOUND_AND_FILM = /^(audio|video)\//
const OGG = 'application/ogg'

/** Containers whose name lies too deep to be seen in the first bytes. */
export const COMPOUND = 'application/x-cfb'
const PROGRAMS =
  /(xml|html|svg|javascript|msdownload|portable-executable|x-elf|mach-binary|java|android|x-msi|shockwave|macroenabled|wasm|x-sh|shortcut|x-deb|x-rpm|xpinstall|chrome|x-lua|xhtml)/

/** The kind that a type recognised in the bytes is; undefined when the bytes have no mark of their own, as text has none. */
export function kindOf(recognised: string | undefined): FileKind | undefined {
  if (recognised === undefined || recognised.startsWith('text/')) return undefined
  const type = recognised
  if (IMAGES.includes(type) || OFFICE.test(type) || OPEN_DOCUMENT.test(type) || SOUND_AND_FILM.test(type) || type === OGG)
    return { content: 'accepted', type }
  return { content: PROGRAMS.test(type) ? 'active' : 'unknown', type }
}

const asIs = (kind: FileKind): FileWatch => ({ first: kind, see: () => undefined, end: () => kind })

/** How a file is to be looked at, from what its first bytes were recognised as. */
export function watchFile(recognised: string | undefined, start: Uint8Array, called: Called): FileWatch {
  if (recognised === COMPOUND) return watchCompound()
  const kind = kindOf(recognised)
  return kind === undefined ? watchText(start, called) : asIs(kind)
}

const SCRIPT_NAMES =
  /\.(html?|xhtml|svgz?|xml|xsl|js|mjs|cjs|jse|vbs|vbe|wsf|wsh|hta|ps1|psm1|bat|cmd|com|exe|scr|pif|msi|reg|inf|lnk|url|desktop|sh|bash|zsh|py|pl|rb|php|jsp|asp|aspx|jar|swf|command|scpt|applescript)$/i
const SCRIPT_TYPES = /(html|svg|xml|script|x-sh|x-python|x-php|x-perl)/i
const SCRIPT_STARTS = /^\s*(<(!doctype|html|head|body|title|meta|script|svg|iframe|img|!--|\?|%)|#!|@echo\b|javascript:)/i

/** Text is what holds no byte that a text has not, to its end. Latin letters of Windows are text too: spreadsheets write them. */
function watchText(start: Uint8Array, { name, type }: Called): FileWatch {
  const text = String.fromCharCode(...start.subarray(0, 1_024)).replace(/^ï»¿/, '')
  const active = SCRIPT_STARTS.test(text) || SCRIPT_NAMES.test(name) || SCRIPT_TYPES.test(type.split(';')[0] ?? '')
  if (active) return asIs({ content: 'active', type: 'text/plain' })
  const plain = /\.csv$/i.test(name) || /^text\/csv\b/i.test(type) ? 'text/csv' : 'text/plain'
  const unknown: FileKind = { content: 'unknown', type: 'application/octet-stream' }
  const utf8 = watchUtf8()
  let isText = start.length > 0 && !start.some(isControl)
  return {
    first: isText ? { content: 'accepted', type: plain } : unknown,
    see(piece) {
      isText &&= !piece.some(isControl)
      utf8.see(piece)
    },
    end() {
      return isText ? { content: 'accepted', type: `${plain}; charset=${utf8.holds() ? 'utf-8' : 'windows-1252'}` } : unknown
    },
  }
}
/** Tabs, ends of lines and of pages apart. */
const isControl = (byte: number): boolean => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13

/** Whether the bytes seen so far are UTF-8, to tell readers which alphabet it is: leading bytes, and as many that continue. */
function watchUtf8() {
  let wanted = 0
  let wrong = false
  return {
    see(piece: Uint8Array) {
      for (const byte of wrong ? [] : piece) {
        const continues = byte >= 0x80 && byte < 0xc0
        if (continues !== wanted > 0 || byte === 0xc0 || byte === 0xc1 || byte > 0xf4) wrong = true
        if (continues) wanted--
        else wanted = byte < 0x80 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
      }
    },
    holds: () => !wrong && wanted === 0,
  }
}

const NAMES_IN_COMPOUND: readonly (readonly [name: string, type: string])[] = [
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
]
/** Macros of these formats lie in a directory of that name. */
const MACROS = ['_VBA_PROJECT', 'VBA']
const ENTRY = 128

/**
 * Office's formats before 2007 are a small file system ([MS-CFB]), whose directory may be at the very end. Entries are 128 bytes
 * long and aligned: the name in UTF-16, zeros up to 64 bytes, then its length.
 */
function watchCompound(): FileWatch {
  const found = new Set<string>()
  const wanted = [...NAMES_IN_COMPOUND.map(([name]) => name), ...MACROS]
  let rest = new Uint8Array()
  const look = (entry: Uint8Array) => {
    for (const name of wanted) if (isNamed(entry, name)) found.add(name)
  }
  return {
    first: { content: 'accepted', type: COMPOUND },
    see(piece) {
      const bytes = rest.length === 0 ? piece : joined(rest, piece)
      let at = 0
      for (; at + ENTRY <= bytes.length; at += ENTRY) look(bytes.subarray(at, at + ENTRY))
      rest = bytes.slice(at)
    },
    end() {
      if (MACROS.some((name) => found.has(name))) return { content: 'active', type: COMPOUND }
      const type = NAMES_IN_COMPOUND.find(([name]) => found.has(name))?.[1]
      return type === undefined ? { content: 'unknown', type: COMPOUND } : { content: 'accepted', type }
    },
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function isNamed(entry: Uint8Array, name: string): boolean {
  if (entry[64] !== (name.length + 1) * 2 || entry[65] !== 0) return false
  for (let index = 0; index < name.length; index++)
    if (entry[index * 2] !== name.charCodeAt(index) || entry[index * 2 + 1] !== 0) return false
  return true
}

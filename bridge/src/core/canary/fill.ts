import type { Json } from './attempt.ts'
import type { Kind, Place, Who } from './kinds.ts'

/** Everything that was prepared, as the attempts need to know it. */
export interface Ground {
  readonly serverName: string
  readonly rooms: Readonly<Record<Place, string>>
  /** The message, or in the space the event, that holds the secret of the place. */
  readonly messages: Readonly<Record<Place, string>>
  readonly people: Readonly<Record<Who, string>>
  /** A position of /sync from before the secrets were said. */
  readonly before: string
  /** Files of the journal, `server/id`. */
  readonly file: string
  readonly image: string
  /** The file that holds the secret of the documents, and a document that may be removed. */
  readonly document: string
  readonly spare: string
  /** What the marker of the journal's creation says. */
  readonly circle: string
  readonly dac: string
  /** People of the DAC, as the registry knows them: without a right, and an editor. */
  readonly colleague: string
  readonly editor: string
}
export interface Filling {
  readonly ground: Ground
  readonly kind: Kind
  readonly token: string
  /** A word that no other attempt has: transactions, aliases. */
  readonly once: string
  /** The message that they have just said, where the attempt says one first. */
  readonly own: string
}

function valuesOf({ ground, kind, token, once, own }: Filling): Record<string, string> {
  const { rooms, messages, people, before, serverName, circle, dac, spare, colleague, editor } = ground
  return {
    room: rooms[kind.tries],
    message: messages[kind.tries],
    own,
    me: people[kind.who],
    // Nobody is about themselves where it is about another.
    member: people.witness,
    outsider: kind.who === 'outsider' ? people.neighbour : people.outsider,
    departed: people.departed,
    before,
    server: serverName,
    circle,
    dac,
    spare,
    colleague,
    editor,
    token,
    once,
  }
}

/** `{name}` escaped as one segment, `{name:raw}` as it is, `{name:twice}` escaped twice; `{file}`, `{image}` and `{document:path}` are two segments. */
export function fillPath(path: string, filling: Filling): string {
  const values = valuesOf(filling)
  const { file, image, document } = filling.ground
  return path.replace(/\{(\w+)(?::(raw|twice|path))?\}/g, (whole, name: string, how?: string) => {
    if (name === 'file' || name === 'image') return name === 'file' ? file : image
    if (how === 'path') return document
    const value = values[name]
    if (value === undefined) return whole
    if (how === 'raw') return value
    return how === 'twice' ? encodeURIComponent(encodeURIComponent(value)) : encodeURIComponent(value)
  })
}

const fillText = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

export const fillHeader = (text: string, filling: Filling): string => fillText(text, valuesOf(filling))

/** The same in every string of a body, and in the names of its fields. */
export function fillBody(body: Json | string, filling: Filling): string {
  const values = { ...valuesOf(filling), file: `mxc://${filling.ground.file}`, document: `mxc://${filling.ground.document}` }
  return typeof body === 'string' ? fillText(body, values) : JSON.stringify(filled(body, values))
}
function filled(value: unknown, values: Record<string, string>): unknown {
  if (typeof value === 'string') return fillText(value, values)
  if (Array.isArray(value)) return value.map((item) => filled(item, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [fillText(key, values), filled(item, values)]))
}

import { isObject } from './json.ts'
import { isStorable } from './timeline.ts'

/** A file as a message names it. What it weighs and is called is the sender's word, within bounds. */
export interface AttachedFile {
  readonly address: string
  readonly name: string
  readonly type: string
  readonly size: number
}
/** What people look for a document by. */
export const DOCUMENT_CATEGORIES = ['image', 'pdf', 'sound', 'video', 'other'] as const
export type DocumentCategory = (typeof DOCUMENT_CATEGORIES)[number]

const ADDRESS = /^mxc:\/\/[^/\s]{1,230}\/[A-Za-z0-9_-]{1,64}$/
const ATTACHED = new Set(['m.file', 'm.image', 'm.audio', 'm.video'])
const LARGEST = 1e15

/** The file of a message (Matrix specification, m.room.message); null when it has none. */
export function fileIn(content: Readonly<Record<string, unknown>>): AttachedFile | null {
  const { msgtype, url, filename, body } = content
  if (typeof msgtype !== 'string' || !ATTACHED.has(msgtype) || typeof url !== 'string' || !ADDRESS.test(url)) return null
  const info = isObject(content['info']) ? content['info'] : {}
  const size = info['size']
  return {
    address: url,
    name: lineOf(typeof filename === 'string' ? filename : body, 255),
    type: lineOf(info['mimetype'], 100),
    size: typeof size === 'number' && Number.isInteger(size) && size >= 0 && size < LARGEST ? size : 0,
  }
}
/** What else a message says of its file: its caption when it has one, else its name; and which message it answers, outside any thread. */
export function depositIn(content: Readonly<Record<string, unknown>>): { title: string; repliesTo: string | null } {
  const { filename, body } = content
  const name = lineOf(typeof filename === 'string' ? filename : body, 255)
  // A caption is a body that differs from the name (Matrix specification, Media captions).
  const caption = typeof filename === 'string' && body !== filename ? lineOf(body, 255) : ''
  return { title: caption === '' ? name : caption, repliesTo: repliedIn(content['m.relates_to']) }
}
function repliedIn(relation: unknown): string | null {
  if (!isObject(relation) || relation['rel_type'] !== undefined || !isObject(relation['m.in_reply_to'])) return null
  const { event_id: id } = relation['m.in_reply_to']
  return isId(id) ? id : null
}

/**
 * What the service says in a folder of a version that was removed: what it replied to. People cannot say it, and clients show nothing of it.
 */
export const REMOVED_VERSION = 'fr.sphere.removed_version'
export const removedVersion = (document: string, repliedTo: string) => ({ document, replied_to: repliedTo })
export function removedVersionIn(content: Readonly<Record<string, unknown>>): { document: string; repliedTo: string } | null {
  const { document, replied_to: repliedTo } = content
  return isId(document) && isId(repliedTo) ? { document, repliedTo } : null
}
const isId = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 255 && isStorable(value)

/** The same on one line, without what cannot be stored or shown. */
const lineOf = (value: unknown, most: number): string =>
  typeof value === 'string'
    ? value
        .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
        .trim()
        .slice(0, most)
        .toWellFormed()
    : ''

/** By what its bytes were found to be. Voices are recorded as films without pictures: there the message says what it is. */
export function categoryOf(type: string, msgtype: unknown): DocumentCategory {
  const [family] = type.split('/')
  if (family === 'image') return 'image'
  if (type === 'application/pdf') return 'pdf'
  if (family === 'audio' || type === 'application/ogg') return msgtype === 'm.video' ? 'video' : 'sound'
  if (family === 'video') return msgtype === 'm.audio' ? 'sound' : 'video'
  return 'other'
}

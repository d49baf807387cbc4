import type { OwnDocument } from 'bridge/contract'
import type { Entry, EntryFile } from '../../matrix/entries.ts'

const KINDS: Readonly<Record<OwnDocument['category'], Entry['kind']>> = {
  image: 'image',
  pdf: 'file',
  sound: 'sound',
  video: 'video',
  other: 'file',
}

/** A document of an index, as the preview of a message's file takes it. */
export function previewOf({ address, name, type, size, category }: Pick<OwnDocument, 'address' | 'name' | 'type' | 'size' | 'category'>): {
  file: EntryFile
  kind: Entry['kind']
} {
  return { file: { address, name, type, size, width: null, height: null, duration: null }, kind: KINDS[category] }
}

import type { OwnDocument } from 'bridge/contract'
import type { Entry, EntryFile } from '../../matrix/entries.ts'

/** A document of an index, as a file of a message is shown. A voice is recorded as a film without pictures: its bytes say so, and it is heard. */
export const previewOf = ({
  category,
  address,
  name,
  type,
  size,
}: Pick<OwnDocument, 'category' | 'address' | 'name' | 'type' | 'size'>): {
  kind: Entry['kind']
  file: EntryFile
} => ({
  kind: category === 'image' || category === 'sound' || category === 'video' ? category : 'file',
  file: {
    address,
    name,
    type: category === 'sound' ? type.replace(/^video\//, 'audio/') : type,
    size,
    width: null,
    height: null,
    duration: null,
  },
})

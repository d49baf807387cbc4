import { z } from 'zod'
import { DOCUMENT_CATEGORIES } from '../core/document.ts'
import { FolderId, PersonId, StructureId } from '../core/ids.ts'
import { get, page, paging, post, put } from './route.ts'
import { Instant, line } from './words.ts'

const { cursor, limit, search } = paging
const structure = z.strictObject({ id: StructureId })
const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true')

/** A folder of internal documents of a DAC: a room in which its editors deposit. An archived one is read-only. */
const name = line(80).transform((text) => text.replace(/\s+/g, ' '))
export const Folder = z.strictObject({
  id: FolderId,
  structureId: StructureId,
  name: z.string(),
  archived: z.boolean(),
  roomId: z.string().nullable().meta({ description: 'null: not made yet' }),
  documentCount: z.int().meta({ description: 'documents, whatever the number of their versions' }),
  lastAt: Instant.nullable().meta({ description: 'of the last document or version' }),
  version: z.int(),
})
export type Folder = z.infer<typeof Folder>
export const NewFolder = z.strictObject({
  name: name.meta({ description: 'unique among the folders of the structure that are not archived' }),
})
export const FolderBody = z.strictObject({ name, archived: z.boolean() })

/** A version of a document of a folder. It is deposited, and removed with a reason, by acts of Matrix in the room of the folder. */
export const InternalDocument = z.strictObject({
  eventId: z.string().meta({ description: 'the message that holds it' }),
  series: z
    .string()
    .meta({ description: 'the first message of the document: a file that replies to it, or to another version, is the next version' }),
  version: z.int().meta({ description: 'its place in the order of deposit, for good: those that are removed keep theirs' }),
  title: z.string().meta({ description: 'its caption, else the name of the file' }),
  name: z.string(),
  address: z.string().meta({ description: 'mxc://' }),
  type: z.string().meta({ description: 'as its bytes say' }),
  category: z.enum(DOCUMENT_CATEGORIES),
  size: z.int().min(0).meta({ description: 'bytes' }),
  depositor: z.strictObject({ id: PersonId, name: z.string() }),
  at: Instant,
  folder: z.strictObject({ id: FolderId, name: z.string() }),
  roomId: z.string(),
  versions: z.int().meta({ description: 'of this document in all, those that were removed included' }),
  remaining: z.int().meta({ description: 'of these, that are still there' }),
  removable: z.boolean().meta({ description: 'by who calls' }),
})
export type InternalDocument = z.infer<typeof InternalDocument>

/** What is left of a version that was removed. */
export const RemovedVersion = InternalDocument.pick({ eventId: true, series: true, version: true, depositor: true, at: true }).extend({
  removed: z.strictObject({
    at: Instant,
    by: z.string().nullable().meta({ description: 'null: not known' }),
    reason: z.string().nullable(),
  }),
})
export type RemovedVersion = z.infer<typeof RemovedVersion>
const DocumentVersion = z.union([InternalDocument, RemovedVersion])
export type DocumentVersion = z.infer<typeof DocumentVersion>

export const FOLDER_ROUTES = {
  listFolders: get('/structures/:id/folders', 'documents:read', 'Folders of internal documents of a DAC, by name', {
    staff: 'everybody',
    params: structure,
    query: z.strictObject({ cursor, limit, search, archived: yesOrNo.optional().meta({ description: 'all of them unless told' }) }),
    answer: page(Folder),
  }),
  createFolder: post('/structures/:id/folders', 'structures:write', 'Makes a folder of internal documents; its room follows', {
    staff: 'managers',
    params: structure,
    body: NewFolder,
    answer: Folder,
  }),
  putFolder: put('/structures/:id/folders/:folderId', 'structures:write', 'Renames a folder, archives it or opens it again', {
    staff: 'managers',
    params: z.strictObject({ id: StructureId, folderId: FolderId }),
    body: FolderBody,
    answer: Folder,
  }),
  listInternalDocuments: get(
    '/structures/:id/documents',
    'documents:read',
    'Internal documents of a DAC in their newest version, the newest first',
    {
      staff: 'everybody',
      params: structure,
      query: z.strictObject({
        cursor,
        limit,
        search: search.meta({ description: 'words, each inside the title, the name of the file or the name of the depositor' }),
        folderId: FolderId.optional(),
        type: z.enum(DOCUMENT_CATEGORIES).optional(),
        depositor: PersonId.optional(),
        from: Instant.optional(),
        to: Instant.optional().meta({ description: 'before this instant' }),
      }),
      answer: page(InternalDocument),
    },
  ),
  listDocumentVersions: get(
    '/structures/:id/documents/:series/versions',
    'documents:read',
    'Versions of an internal document, the newest first; of one that was removed, that it was, by whom, when and why',
    {
      staff: 'everybody',
      params: z.strictObject({
        id: StructureId,
        series: z
          .string()
          .max(255)
          .regex(/^\$[^\s\p{Cc}]+$/u),
      }),
      query: z.strictObject({ cursor, limit }),
      answer: page(DocumentVersion),
    },
  ),
} as const

import { queryOptions } from '@tanstack/react-query'
import type { DocumentVersion, Folder, InternalDocument } from 'bridge/contract'
import { own, ownAll } from './kept-session.ts'
import { type Page, query } from './request.ts'
import { at, pages } from './structure.ts'

/** All of them, archived ones too: they are shown by name. */
export const foldersQuery = (structure: string) =>
  queryOptions({
    queryKey: ['own', 'folders', structure],
    queryFn: ({ signal }) => ownAll<Folder>(`${at(structure)}/folders`, signal),
    staleTime: 15_000,
  })
export const createFolder = (structure: string, name: string): Promise<Folder> =>
  own(`${at(structure)}/folders`, { method: 'POST', body: { name } })
export const putFolder = (structure: string, { id, version }: Folder, body: { name: string; archived: boolean }): Promise<Folder> =>
  own(`${at(structure)}/folders/${encodeURIComponent(id)}`, { method: 'PUT', body, version })

export interface InternalFilter {
  search?: string
  folderId?: string
  type?: string
}
/** Internal documents in their newest version, the newest first. */
export const internalDocumentsQuery = (structure: string, filter: InternalFilter) =>
  pages<InternalDocument>(['internal-documents', structure], `${at(structure)}/documents`, { ...filter })

/** A few of them, for the search of everything. */
export const internalSearchQuery = (structure: string, words: string) =>
  queryOptions({
    queryKey: ['own', 'internal-documents', structure, 'some', words],
    queryFn: async ({ signal }) =>
      (await own<Page<InternalDocument>>(`${at(structure)}/documents${query({ search: words, limit: 6 })}`, { signal })).items,
    enabled: words.length >= 2,
    staleTime: 30_000,
  })

export const versionsQuery = (structure: string, series: string) =>
  queryOptions({
    queryKey: ['own', 'internal-documents', structure, 'versions', series],
    queryFn: ({ signal }) => ownAll<DocumentVersion>(`${at(structure)}/documents/${encodeURIComponent(series)}/versions`, signal),
  })

const room = (roomId: string) => `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`
/** The same `key` again says nothing twice. Throws the homeserver's words. */
export const deposit = (roomId: string, content: object, key: string): Promise<void> =>
  own(`${room(roomId)}/send/m.room.message/${encodeURIComponent(key)}`, { method: 'PUT', body: content })
export const withdraw = ({ roomId, eventId }: InternalDocument, reason: string, key: string): Promise<void> =>
  own(`${room(roomId)}/redact/${encodeURIComponent(eventId)}/${encodeURIComponent(key)}`, { method: 'PUT', body: { reason } })

import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Encoding, Import, ImportDetail, ImportKind, ImportRow, Separator } from 'bridge/contract'
import { type Page, query, request } from './request.ts'

const IMPORTS = '/api/v1/imports'
const at = (id: string, below = '') => `${IMPORTS}/${encodeURIComponent(id)}${below}`

export const importsQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['imports', { cursor }],
    queryFn: ({ signal }) => request<Page<Import>>(`${IMPORTS}${query({ limit: 25, cursor })}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })

/** While rows are tried or applied it is looked at again and again. */
export const isUnderWay = ({ state }: Pick<Import, 'state'>): boolean => state === 'trying' || state === 'applying'
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => request<ImportDetail>(at(id), { signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? 1_000 : false),
  })
export const importRowsQuery = (id: string, filter: { show: string; cursor: string | undefined }, turn: string) =>
  queryOptions({
    queryKey: ['import', id, 'rows', turn, filter],
    queryFn: ({ signal }) => request<Page<ImportRow>>(`${at(id, '/rows')}${query({ limit: 50, ...filter })}`, { signal }),
    placeholderData: keepPreviousData,
  })

export const beginImport = (kind: ImportKind, source: string): Promise<ImportDetail> =>
  request(IMPORTS, { method: 'POST', body: { kind, source } })
export const sendImportFile = (id: string, file: File): Promise<ImportDetail> =>
  request(`${at(id, '/file')}${query({ name: file.name.slice(-120) })}`, { method: 'PUT', file: { content: file, type: 'text/csv' } })
export const readOtherwise = (id: string, reading: { encoding: Encoding; separator: Separator }): Promise<ImportDetail> =>
  request(at(id, '/reading'), { method: 'PUT', body: reading })
export const mapColumns = (id: string, fields: readonly (string | null)[]): Promise<ImportDetail> =>
  request(at(id, '/mapping'), { method: 'PUT', body: { fields } })
export type ImportStep = 'trial' | 'application' | 'stop' | 'retry'
export const stepImport = (id: string, step: ImportStep): Promise<ImportDetail> => request(at(id, `/${step}`), { method: 'POST', body: {} })
export const failedRowsAddress = (id: string): string => at(id, '/failed')

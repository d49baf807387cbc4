import { queryOptions } from '@tanstack/react-query'
import type { Export, ExportFormat } from 'bridge/contract'
import { own } from './kept-session.ts'
import { fetchFile } from './media.ts'
import { type Page, query } from './request.ts'

const EXPORTS = '/api/v1/people/me/exports'
const isOnItsWay = ({ state }: Export) => state === 'waiting' || state === 'running'

/** Those of one journal, the newest first; looked at again while one is being made. */
export const exportsQuery = (circleId: string) =>
  queryOptions({
    queryKey: ['own', 'exports', circleId],
    queryFn: async ({ signal }) =>
      (await own<Page<Export>>(`${EXPORTS}${query({ limit: 100 })}`, { signal })).items.filter((one) => one.circleId === circleId),
    refetchInterval: ({ state }) => (state.data?.some(isOnItsWay) === true ? 1_500 : 30_000),
  })

export interface AskedExport {
  key: string
  circleId: string
  reason: string
  from?: string
  to?: string
  language: 'fr' | 'en'
}
export const askExport = (body: AskedExport): Promise<Export> => own(EXPORTS, { method: 'POST', body })
export const throwAwayExport = (id: string): Promise<void> => own(`${EXPORTS}/${encodeURIComponent(id)}`, { method: 'DELETE' })

/** Its bytes: they are given once. */
export const fetchExport = (id: string, format: ExportFormat): Promise<Blob> =>
  fetchFile(`${EXPORTS}/${encodeURIComponent(id)}/file?format=${format}`, new AbortController().signal)

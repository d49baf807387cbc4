import { queryOptions } from '@tanstack/react-query'
import type { Health } from 'bridge/contract'
import { request } from './request.ts'

/** How each part is. 503 says "not well" and still tells which part. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => request<Health>('/health', { signal, alsoFine: [503] }),
  refetchInterval: 15_000,
})

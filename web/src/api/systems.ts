import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Key, PostedNotice, Scope, Service, Webhook, WebhookDelivery } from 'bridge/contract'
import { type Page, query, request } from './request.ts'

const API = '/api/v1'
const PACE = 10_000

/** What other systems posted. */
export const noticesQuery = (filter: {
  keyId?: string | undefined
  state?: PostedNotice['state'] | undefined
  cursor?: string | undefined
}) =>
  queryOptions({
    queryKey: ['notices', filter],
    queryFn: ({ signal }) => request<Page<PostedNotice>>(`${API}/notices${query({ limit: 50, ...filter })}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: PACE,
  })

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => request<Page<Webhook>>(`${API}/webhooks`, { signal }),
  refetchInterval: PACE,
})
const webhookAt = (id: string) => `${API}/webhooks/${encodeURIComponent(id)}`
export const webhookQuery = (id: string) =>
  queryOptions({ queryKey: ['webhooks', id], queryFn: ({ signal }) => request<Webhook>(webhookAt(id), { signal }) })
export const deliveriesQuery = (id: string, filter: { state?: WebhookDelivery['state'] | undefined; cursor?: string | undefined }) =>
  queryOptions({
    queryKey: ['webhooks', id, 'deliveries', filter],
    queryFn: ({ signal }) => request<Page<WebhookDelivery>>(`${webhookAt(id)}/deliveries${query({ limit: 25, ...filter })}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  })

export type WebhookFields = Pick<Webhook, 'name' | 'url' | 'kinds'>
export const createWebhook = (fields: WebhookFields & { reason: string }): Promise<Webhook & { secret: string }> =>
  request(`${API}/webhooks`, { method: 'POST', body: fields })
export const pauseWebhook = ({ id, name, url, kinds, circleId }: Webhook, paused: boolean, reason: string): Promise<Webhook> =>
  request(webhookAt(id), { method: 'PUT', body: { name, url, kinds, circleId, paused, reason } })
export const deleteWebhook = (id: string, reason: string): Promise<void> => request(webhookAt(id) + query({ reason }), { method: 'DELETE' })
export const rotateWebhookSecret = (id: string, reason: string): Promise<{ secret: string }> =>
  request(`${webhookAt(id)}/secret`, { method: 'POST', body: { reason } })
export const testWebhook = (id: string): Promise<Pick<WebhookDelivery, 'status' | 'cause'> & { delivered: boolean }> =>
  request(`${webhookAt(id)}/test`, { method: 'POST', body: {} })
export const replayWebhook = (id: string, what: { eventId: string } | { dead: true }): Promise<void> =>
  request(`${webhookAt(id)}/replay`, { method: 'POST', body: what })

export const keysQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['keys', cursor],
    queryFn: ({ signal }) => request<Page<Key>>(`${API}/keys${query({ limit: 25, cursor })}`, { signal }),
    placeholderData: keepPreviousData,
  })
export interface NewKey {
  name: string
  scopes: Scope[]
  expiresAt?: string
  reason: string
}
export const createKey = (body: NewKey): Promise<Key & { key: string }> => request(`${API}/keys`, { method: 'POST', body })
export const rotateKey = (id: string, graceHours: number, reason: string): Promise<Key & { key: string }> =>
  request(`${API}/keys/${encodeURIComponent(id)}/rotation`, { method: 'POST', body: { graceHours, reason } })
export const revokeKey = (id: string, reason: string): Promise<void> =>
  request(`${API}/keys/${encodeURIComponent(id)}${query({ reason })}`, { method: 'DELETE' })

export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: ({ signal }) => request<Page<Service>>(`${API}/services?limit=100`, { signal }),
})

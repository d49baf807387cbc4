import type { ServerResponse } from 'node:http'

/** Requests that wait for news (/sync): each must end the moment its reader loses an access, lest it still tell of it. */
export interface OpenRequests {
  keep(user: string, response: ServerResponse): void
  cut(user: string): void
  /** When it is not known any more who lost what. */
  cutAll(): void
}

export function openRequests(): OpenRequests {
  const open = new Map<string, Set<ServerResponse>>()
  const end = (response: ServerResponse) => {
    if (response.headersSent) return void response.destroy()
    response.writeHead(503, { 'content-type': 'application/json', 'access-control-allow-origin': '*', 'retry-after': '1' })
    response.end(JSON.stringify({ errcode: 'M_UNKNOWN', error: 'Un accès vient de changer : recommencez.', retry_after_ms: 200 }))
  }
  return {
    keep(user, response) {
      const mine = open.get(user) ?? new Set()
      open.set(user, mine.add(response))
      response.once('close', () => {
        mine.delete(response)
        if (mine.size === 0 && open.get(user) === mine) open.delete(user)
      })
    },
    cut(user) {
      for (const response of open.get(user) ?? []) end(response)
    },
    cutAll() {
      for (const responses of open.values()) for (const response of responses) end(response)
    },
  }
}

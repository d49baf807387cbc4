import { Waiting } from './ui/states.tsx'

/** What a query string holds: words, never JSON. */
export type Text = Record<string, string | undefined>

export const ROUTER_OPTIONS = {
  defaultPendingMs: 300,
  defaultPendingComponent: () => <Waiting />,
  scrollRestoration: true,
  parseSearch: (text: string) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search: object) => {
    const given = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
  },
} as const

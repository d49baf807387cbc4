import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { Refused } from './api/request.ts'
import { sessionQuery } from './api/session.ts'
import { readDecisionSearch, readSimulatorSearch } from './routes/admin/decision-search.ts'
import { Broken } from './ui/broken.tsx'
import { NotFound } from './ui/not-found.tsx'
import { Root } from './ui/root.tsx'
import { Waiting } from './ui/states.tsx'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: Broken,
})

const landing = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./routes/landing.tsx'), 'Landing'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/admin/connexion',
  validateSearch: (raw: Text): { retour?: string; fin?: 'oui' } => ({
    // Only a page of the console: this address may come from anywhere.
    ...(raw['retour']?.match(/^\/admin(?![\w\\/]*connexion)(\/|\?|$)/) ? { retour: raw['retour'] } : {}),
    ...(raw['fin'] === 'oui' ? { fin: 'oui' as const } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/admin/sign-in.tsx'), 'SignIn'),
})

const consoleShell = createRoute({
  getParentRoute: () => root,
  id: 'console',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery)
    } catch (error) {
      if (error instanceof Refused && error.status === 401) throw redirect({ to: '/admin/connexion', search: { retour: location.href } })
      throw error
    }
  },
  component: lazyRouteComponent(() => import('./routes/admin/layout.tsx'), 'Layout'),
})

const home = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin',
  component: lazyRouteComponent(() => import('./routes/admin/home.tsx'), 'Home'),
})

export interface CircleSearch {
  q?: string
  statut?: 'active' | 'closed'
  ecart?: 'oui'
  suite?: string
}

const circles = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/cercles',
  validateSearch: (raw: Text): CircleSearch => ({
    ...(raw['q'] ? { q: raw['q'].slice(0, 100) } : {}),
    ...(raw['statut'] === 'active' || raw['statut'] === 'closed' ? { statut: raw['statut'] } : {}),
    ...(raw['ecart'] === 'oui' ? { ecart: 'oui' as const } : {}),
    ...(raw['suite'] ? { suite: raw['suite'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/admin/circles.tsx'), 'Circles'),
})

const circle = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/cercles/$id',
  validateSearch: (raw: Text): { ajouter?: 'oui'; fin?: string } => ({
    ...(raw['ajouter'] === 'oui' ? { ajouter: 'oui' as const } : {}),
    ...(raw['fin'] ? { fin: raw['fin'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/admin/circle.tsx'), 'CirclePage'),
})

const canary = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/canari',
  validateSearch: (raw: Text): { suite?: string } => (raw['suite'] ? { suite: raw['suite'] } : {}),
  component: lazyRouteComponent(() => import('./routes/admin/canary.tsx'), 'Canary'),
})

const canaryRun = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/canari/$id',
  component: lazyRouteComponent(() => import('./routes/admin/canary-run.tsx'), 'CanaryRunPage'),
})

const decisions = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/decisions',
  validateSearch: readDecisionSearch,
  component: lazyRouteComponent(() => import('./routes/admin/decisions.tsx'), 'Decisions'),
})

const simulator = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/decisions/simulateur',
  validateSearch: readSimulatorSearch,
  component: lazyRouteComponent(() => import('./routes/admin/simulator.tsx'), 'Simulator'),
})

/** What a query string holds: words, never JSON. */
type Text = Record<string, string | undefined>

export const makeRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([
      landing,
      signIn,
      consoleShell.addChildren([home, circles, circle, decisions, simulator, canary, canaryRun]),
    ]),
    context: { queryClient },
    defaultPendingMs: 300,
    defaultPendingComponent: () => <Waiting />,
    scrollRestoration: true,
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const given = Object.entries(search as Text).filter((entry): entry is [string, string] => entry[1] !== undefined)
      return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
    },
  })

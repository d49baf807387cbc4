import type { QueryClient } from '@tanstack/react-query'
import type { PersonStatus } from 'bridge/contract'
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { consoleShell } from './console-shell-route.tsx'
import { placeRoutes } from './place-routes.tsx'
import { platformRoutes } from './platform-routes.tsx'
import { readAuditSearch, readReadableSearch, readReadersSearch } from './routes/admin/audit-search.ts'
import { readDecisionSearch, readSimulatorSearch } from './routes/admin/decision-search.ts'
import { readImportSearch } from './routes/admin/import-search.ts'
import { root } from './root-route.tsx'
import { ROUTER_OPTIONS, type Text } from './router-options.tsx'

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

const home = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin',
  component: lazyRouteComponent(() => import('./routes/admin/home.tsx'), 'Home'),
})

export interface PeopleSearch {
  q?: string
  statut?: PersonStatus
  suite?: string
}
const STATUSES = ['active', 'suspended', 'departed'] as const

const people = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/personnes',
  validateSearch: (raw: Text): PeopleSearch => {
    const statut = STATUSES.find((one) => one === raw['statut'])
    return {
      ...(raw['q'] ? { q: raw['q'].slice(0, 100) } : {}),
      ...(statut === undefined ? {} : { statut }),
      ...(raw['suite'] ? { suite: raw['suite'] } : {}),
    }
  },
  component: lazyRouteComponent(() => import('./routes/admin/people.tsx'), 'People'),
})

const person = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/personnes/$id',
  validateSearch: (raw: Text): { suite?: string; acte?: 'modifier' | 'depart'; fermer?: 'oui' } => ({
    ...(raw['suite'] ? { suite: raw['suite'] } : {}),
    ...(raw['acte'] === 'modifier' || raw['acte'] === 'depart' ? { acte: raw['acte'] } : {}),
    ...(raw['fermer'] === 'oui' ? { fermer: 'oui' as const } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/admin/person.tsx'), 'PersonPage'),
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

const held = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/freins',
  validateSearch: (raw: Text): { etat?: 'approved' | 'rejected'; suite?: string } => ({
    ...(raw['etat'] === 'approved' || raw['etat'] === 'rejected' ? { etat: raw['etat'] } : {}),
    ...(raw['suite'] ? { suite: raw['suite'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/admin/held.tsx'), 'Held'),
})

const heldChange = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/freins/$id',
  validateSearch: (raw: Text): { decision?: 'approuver' | 'rejeter'; suite?: string } => ({
    ...(raw['decision'] === 'approuver' || raw['decision'] === 'rejeter' ? { decision: raw['decision'] } : {}),
    ...(raw['suite'] ? { suite: raw['suite'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/admin/held-change.tsx'), 'HeldChangePage'),
})

const audit = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('./routes/admin/audit.tsx'), 'Audit'),
})

const readers = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/audit/lecteurs',
  validateSearch: readReadersSearch,
  component: lazyRouteComponent(() => import('./routes/admin/readers.tsx'), 'Readers'),
})

const readable = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/audit/lisible',
  validateSearch: readReadableSearch,
  component: lazyRouteComponent(() => import('./routes/admin/readable.tsx'), 'Readable'),
})

const drift = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/ecarts',
  validateSearch: (raw: Text): { cause?: string; suite?: string } => ({
    ...(raw['cause'] ? { cause: raw['cause'].slice(0, 500) } : {}),
    ...(raw['suite'] ? { suite: raw['suite'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/admin/drift.tsx'), 'DriftPage'),
})

const imports = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/imports',
  validateSearch: (raw: Text): { suite?: string } => (raw['suite'] ? { suite: raw['suite'] } : {}),
  component: lazyRouteComponent(() => import('./routes/admin/imports.tsx'), 'Imports'),
})

const oneImport = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/imports/$id',
  validateSearch: readImportSearch,
  component: lazyRouteComponent(() => import('./routes/admin/import.tsx'), 'ImportPage'),
})

export const adminRoutes = [
  signIn,
  consoleShell.addChildren([
    home,
    people,
    person,
    ...placeRoutes,
    decisions,
    simulator,
    held,
    heldChange,
    drift,
    audit,
    readers,
    readable,
    canary,
    canaryRun,
    ...platformRoutes,
    imports,
    oneImport,
  ]),
] as const

export const makeAdminRouter = (queryClient: QueryClient) =>
  createRouter({ routeTree: root.addChildren(adminRoutes), context: { queryClient }, ...ROUTER_OPTIONS })

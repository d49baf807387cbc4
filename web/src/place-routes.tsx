import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { consoleShell } from './console-shell-route.tsx'
import { readMovementSearch } from './routes/admin/movement-search.ts'
import { readStructureSearch, readStructuresSearch } from './routes/admin/place-search.ts'
import { readRetentionSearch, readRetentionsSearch } from './routes/admin/retention-search.ts'
import type { Text } from './router-options.tsx'

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
  validateSearch: (raw: Text): { ajouter?: 'oui'; sceller?: 'oui'; fin?: string; qui?: string } => ({
    ...(raw['ajouter'] === 'oui' ? { ajouter: 'oui' as const } : {}),
    ...(raw['sceller'] === 'oui' ? { sceller: 'oui' as const } : {}),
    ...(raw['qui'] ? { qui: raw['qui'].slice(0, 200) } : {}),
    ...(raw['fin'] ? { fin: raw['fin'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/admin/circle.tsx'), 'CirclePage'),
})

const movements = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/mouvements',
  validateSearch: readMovementSearch,
  component: lazyRouteComponent(() => import('./routes/admin/movements.tsx'), 'Movements'),
})

const structures = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/structures',
  validateSearch: readStructuresSearch,
  component: lazyRouteComponent(() => import('./routes/admin/structures.tsx'), 'Structures'),
})

const structure = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/structures/$id',
  validateSearch: readStructureSearch,
  component: lazyRouteComponent(() => import('./routes/admin/structure.tsx'), 'StructurePage'),
})

const retentions = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/conservation',
  validateSearch: readRetentionsSearch,
  component: lazyRouteComponent(() => import('./routes/admin/retentions.tsx'), 'Retentions'),
})

const retention = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/conservation/$id',
  validateSearch: readRetentionSearch,
  component: lazyRouteComponent(() => import('./routes/admin/retention.tsx'), 'RetentionPage'),
})

/** Circles and what becomes of their journals, structures, and who comes and goes there. */
export const placeRoutes = [circles, circle, retentions, retention, structures, structure, movements] as const

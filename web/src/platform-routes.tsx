import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { consoleShell } from './console-shell-route.tsx'
import type { Text } from './router-options.tsx'

const health = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/sante',
  component: lazyRouteComponent(() => import('./routes/admin/health.tsx'), 'HealthPage'),
})

const jobs = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/travaux',
  validateSearch: (raw: Text): { annuler?: string } => (raw['annuler'] ? { annuler: raw['annuler'].slice(0, 64) } : {}),
  component: lazyRouteComponent(() => import('./routes/admin/jobs.tsx'), 'Jobs'),
})

export interface NoticesSearch {
  etat?: 'waiting' | 'said'
  cle?: string
  suite?: string
}
const notices = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/avis',
  validateSearch: (raw: Text): NoticesSearch => ({
    ...(raw['etat'] === 'waiting' || raw['etat'] === 'said' ? { etat: raw['etat'] } : {}),
    ...(raw['cle'] ? { cle: raw['cle'].slice(0, 64) } : {}),
    ...(raw['suite'] ? { suite: raw['suite'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/admin/notices.tsx'), 'Notices'),
})

const webhooks = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/avis/webhooks',
  validateSearch: (raw: Text): { creer?: 'oui' } => (raw['creer'] === 'oui' ? { creer: 'oui' } : {}),
  component: lazyRouteComponent(() => import('./routes/admin/webhooks.tsx'), 'Webhooks'),
})

export interface WebhookSearch {
  etat?: 'waiting' | 'delivered' | 'dead'
  acte?: 'pause' | 'secret' | 'supprimer'
  suite?: string
}
const isState = (text: string | undefined) => text === 'waiting' || text === 'delivered' || text === 'dead'
const webhook = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/avis/webhooks/$id',
  validateSearch: ({ etat, acte, suite }: Text): WebhookSearch => ({
    ...(isState(etat) ? { etat } : {}),
    ...(acte === 'pause' || acte === 'secret' || acte === 'supprimer' ? { acte } : {}),
    ...(suite ? { suite } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/admin/webhook.tsx'), 'WebhookPage'),
})

export interface KeysSearch {
  creer?: 'oui'
  changer?: string
  revoquer?: string
  suite?: string
}
const keys = createRoute({
  getParentRoute: () => consoleShell,
  path: '/admin/avis/cles',
  validateSearch: ({ creer, changer, revoquer, suite }: Text): KeysSearch => ({
    ...(creer === 'oui' ? { creer } : {}),
    ...(changer ? { changer: changer.slice(0, 64) } : {}),
    ...(revoquer ? { revoquer: revoquer.slice(0, 64) } : {}),
    ...(suite ? { suite } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/admin/keys.tsx'), 'Keys'),
})

/** How the platform is, and the other systems that it talks with. */
export const platformRoutes = [health, jobs, notices, webhooks, webhook, keys] as const

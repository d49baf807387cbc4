import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { adminRoutes } from './admin-router.tsx'
import { root } from './root-route.tsx'
import { routes } from './router.tsx'

/** Loaded by neither shell: the addresses of both, so that the compiler knows every link. */
const everyRoute = (queryClient: QueryClient) =>
  createRouter({ routeTree: root.addChildren([...routes, ...adminRoutes]), context: { queryClient } })
declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof everyRoute>
  }
}

import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { Refused } from './api/request.ts'
import { sessionQuery } from './api/session.ts'
import { root } from './root-route.tsx'

/** Around every page of the console: for who is signed in there. */
export const consoleShell = createRoute({
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

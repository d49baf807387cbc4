import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { keptSession } from './api/kept-session.ts'
import { profileQuery } from './api/own.ts'
import { root } from './root-route.tsx'
import { Broken } from './ui/broken.tsx'

/** Around every page of who is signed in. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'pages',
  beforeLoad: ({ location }) => {
    if (keptSession() === null) throw redirect({ to: '/connexion', search: location.href === '/accueil' ? {} : { retour: location.href } })
  },
  // The Matrix client opens with the shell, while the page's own code and what every page shows come.
  loader: async ({ context: { queryClient } }) => {
    void queryClient.prefetchQuery(profileQuery)
    return (await import('./matrix/client.ts')).openClient()
  },
  staleTime: Infinity,
  errorComponent: Broken,
  component: lazyRouteComponent(() => import('./routes/layout.tsx'), 'Layout'),
})

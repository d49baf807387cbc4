import { makeAdminRouter } from './admin-router.tsx'
import { makeQueryClient } from './api/query-client.ts'
import { mountPages } from './mount-pages.tsx'
import { CONSOLE_TEXTS } from './text/console-texts.ts'

const queryClient = makeQueryClient(() => {
  const { pathname, href } = router.state.location
  if (pathname === '/admin/connexion') return
  queryClient.clear()
  void router.navigate({ to: '/admin/connexion', search: { retour: href, fin: 'oui' } })
})
const router = makeAdminRouter(queryClient)
mountPages({ router, queryClient, texts: CONSOLE_TEXTS })

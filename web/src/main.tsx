import '@mantine/core/styles.css'
import './global.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { makeQueryClient } from './api/query-client.ts'
import { makeRouter } from './router.tsx'
import { LanguageProvider } from './text/text.tsx'
import { cssVariablesResolver, theme } from './theme.ts'
import { AnnouncerProvider } from './ui/announcer.tsx'

const queryClient = makeQueryClient(() => {
  const { pathname, href } = router.state.location
  if (pathname === '/admin/connexion') return
  queryClient.clear()
  void router.navigate({ to: '/admin/connexion', search: { retour: href, fin: 'oui' } })
})
const router = makeRouter(queryClient)

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface HistoryState {
    /** Cursors of the pages before this one, so that "previous" needs nothing from the server. */
    before?: (string | null)[]
  }
}

const app = document.getElementById('app')
if (app === null) throw new Error('index.html has no #app')

createRoot(app).render(
  <StrictMode>
    <LanguageProvider>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <AnnouncerProvider>
            <RouterProvider router={router} />
          </AnnouncerProvider>
        </QueryClientProvider>
      </MantineProvider>
    </LanguageProvider>
  </StrictMode>,
)

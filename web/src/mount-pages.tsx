import '@mantine/core/styles.css'
import './global.css'
import { MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type AnyRouter, RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider, type Language } from './text/text.tsx'
import { cssVariablesResolver, theme } from './theme.ts'
import { AnnouncerProvider } from './ui/announcer.tsx'

interface Given {
  router: AnyRouter
  queryClient: QueryClient
  texts: Record<Language, Record<string, string>>
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Cursors of the pages before this one, so that "previous" needs nothing from the server. */
    before?: (string | null)[]
  }
}

/** What both shells stand on. */
export function mountPages({ router, queryClient, texts }: Given): void {
  const app = document.getElementById('app')
  if (app === null) throw new Error('the page has no #app')
  createRoot(app).render(
    <StrictMode>
      <LanguageProvider texts={texts}>
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
}

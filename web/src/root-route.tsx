import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext } from '@tanstack/react-router'
import { Broken } from './ui/broken.tsx'
import { NotFound } from './ui/not-found.tsx'
import { Root } from './ui/root.tsx'

/** Above every page of both shells. */
export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: Broken,
})

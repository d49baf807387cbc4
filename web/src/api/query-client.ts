import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Refused, Unreachable } from './request.ts'

const worthRetrying = (error: Error) => error instanceof Unreachable || (error instanceof Refused && error.status >= 500)

/** `onSignedOut`: the session ended while somebody was at work. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof Refused && error.status === 401) onSignedOut()
  }
  return new QueryClient({
    // The sign-in page and the guard of the console judge a 401 of the session themselves.
    queryCache: new QueryCache({ onError: (error, { queryKey }) => queryKey[0] === 'session' || onError(error) }),
    mutationCache: new MutationCache({ onError: (error, _given, _context, { meta }) => meta?.['signingIn'] === true || onError(error) }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        networkMode: 'always',
        retry: (count, error) => count < 1 && worthRetrying(error),
        retryDelay: 800,
      },
      mutations: { networkMode: 'always' },
    },
  })
}

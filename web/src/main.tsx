import { keepPages, startWorker } from './api/worker.ts'
import { keptSession, onSessionEnded } from './api/kept-session.ts'
import { makeQueryClient } from './api/query-client.ts'
import { mountPages } from './mount-pages.tsx'
import { makeRouter } from './router.tsx'
import { TEXTS } from './text/texts.ts'

const queryClient = makeQueryClient(() => void import('./matrix/client.ts').then(({ endHere }) => endHere('ended')))
const router = makeRouter(queryClient)

// What the last page of a session wrote as it went away.
if (keptSession() === null) sessionStorage.clear()

// Here or in another tab: nothing of what was read stays on the screen, nor in memory, since the page is loaded anew.
onSessionEnded((why) => {
  const { pathname, href } = router.state.location
  if (pathname === '/connexion') return
  const search = why === 'ended' ? `?${new URLSearchParams({ retour: href, fin: 'oui' })}` : ''
  location.replace(`/connexion${search}`)
})
startWorker((salon) => void router.navigate({ to: '/ouvrir', search: salon === '' ? {} : { salon } }))
if (keptSession() !== null) addEventListener('load', () => void keepPages())
mountPages({ router, queryClient, texts: TEXTS })

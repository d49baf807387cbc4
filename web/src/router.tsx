import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { ownCircleQuery } from './api/own.ts'
import { root } from './root-route.tsx'
import { ROUTER_OPTIONS, type Text } from './router-options.tsx'
import { shell } from './shell-route.tsx'
import { structureRoutes } from './structure-routes.tsx'

const begin = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/accueil', replace: true })
  },
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/connexion',
  validateSearch: (raw: Text): { retour?: string; fin?: 'oui'; choisi?: 'oui' } => ({
    // Only a page of these: this address may come from anywhere.
    ...(raw['retour']?.match(/^\/(?!\/|\\|admin(\/|$)|connexion)/) ? { retour: raw['retour'].slice(0, 500) } : {}),
    ...(raw['fin'] === 'oui' ? { fin: 'oui' as const } : {}),
    ...(raw['choisi'] === 'oui' ? { choisi: 'oui' as const } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/sign-in.tsx'), 'SignIn'),
})

const otherClients = createRoute({
  getParentRoute: () => root,
  path: '/applications',
  component: lazyRouteComponent(() => import('./routes/landing.tsx'), 'Landing'),
})

const accessibility = createRoute({
  getParentRoute: () => root,
  path: '/accessibilite',
  component: lazyRouteComponent(() => import('./routes/accessibility.tsx'), 'Accessibility'),
})

const choosePassword = createRoute({
  getParentRoute: () => root,
  path: '/acces',
  component: lazyRouteComponent(() => import('./routes/access/choose-password.tsx'), 'ChoosePassword'),
})

const askLink = createRoute({
  getParentRoute: () => root,
  path: '/acces/demande',
  component: lazyRouteComponent(() => import('./routes/access/ask-link.tsx'), 'AskLink'),
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/accueil',
  component: lazyRouteComponent(() => import('./routes/home.tsx'), 'Home'),
})

const dossiers = createRoute({
  getParentRoute: () => shell,
  path: '/dossiers',
  validateSearch: (raw: Text): { q?: string } => (raw['q'] ? { q: raw['q'].slice(0, 100) } : {}),
  component: lazyRouteComponent(() => import('./routes/dossiers.tsx'), 'Dossiers'),
})

const journal = createRoute({
  getParentRoute: () => shell,
  path: '/dossiers/$id/journal',
  validateSearch: (raw: Text): { evt?: string } => (raw['evt']?.startsWith('$') ? { evt: raw['evt'].slice(0, 300) } : {}),
  // Asked while the client opens; the page says what becomes of it.
  loader: ({ context: { queryClient }, params: { id } }) => void queryClient.prefetchQuery(ownCircleQuery(id)),
  component: lazyRouteComponent(() => import('./routes/journal.tsx'), 'JournalPage'),
})

const circle = createRoute({
  getParentRoute: () => shell,
  path: '/dossiers/$id/cercle',
  component: lazyRouteComponent(() => import('./routes/circle.tsx'), 'CirclePage'),
})

const documents = createRoute({
  getParentRoute: () => shell,
  path: '/dossiers/$id/documents',
  validateSearch: ({ q, type }: Text): { q?: string; type?: string } => ({
    ...(q ? { q: q.slice(0, 100) } : {}),
    ...(type !== undefined && /^(image|pdf|sound|video|other)$/.test(type) ? { type } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/circle-documents.tsx'), 'CircleDocuments'),
})

const exporting = createRoute({
  getParentRoute: () => shell,
  path: '/dossiers/$id/export',
  component: lazyRouteComponent(() => import('./routes/export.tsx'), 'ExportPage'),
})

/** From a notification. */
const openRoom = createRoute({
  getParentRoute: () => shell,
  path: '/ouvrir',
  validateSearch: ({ salon }: Text): { salon?: string } => (salon?.startsWith('!') ? { salon: salon.slice(0, 255) } : {}),
  component: lazyRouteComponent(() => import('./routes/open-room.tsx'), 'OpenRoom'),
})

/** What of the list stays in view while a mail is read. */
const listed = (raw: Text): { q?: string; nonlus?: 'oui' } => ({
  ...(raw['q'] ? { q: raw['q'].slice(0, 100) } : {}),
  ...(raw['nonlus'] === 'oui' ? { nonlus: 'oui' as const } : {}),
})

/** Around the two lists and each mail: the list stays where it was scrolled to while one mail after the other is read. */
const mailbox = createRoute({
  getParentRoute: () => shell,
  id: 'courrier',
  component: lazyRouteComponent(() => import('./routes/mail/mailbox.tsx'), 'Mailbox'),
})

const received = createRoute({
  getParentRoute: () => mailbox,
  path: '/courrier/recus',
  validateSearch: listed,
})

const sent = createRoute({
  getParentRoute: () => mailbox,
  path: '/courrier/envoyes',
  validateSearch: (raw: Text): { q?: string } => (raw['q'] ? { q: raw['q'].slice(0, 100) } : {}),
})

const mail = createRoute({
  getParentRoute: () => mailbox,
  path: '/courrier/$id',
  validateSearch: (raw: Text): { q?: string; nonlus?: 'oui'; dossier?: 'envoyes' } => ({
    ...listed(raw),
    ...(raw['dossier'] === 'envoyes' ? { dossier: 'envoyes' as const } : {}),
  }),
})

const compose = createRoute({
  getParentRoute: () => shell,
  path: '/courrier/nouveau',
  // `a`: to whom. `objet`: the subject. `re`: the mail that is answered, `tous`: to everybody of it. `tr`: the mail that is passed on.
  validateSearch: (raw: Text): { a?: string; objet?: string; re?: string; tous?: 'oui'; tr?: string } => ({
    ...(raw['a'] ? { a: raw['a'].slice(0, 1_400) } : {}),
    ...(raw['objet'] ? { objet: raw['objet'].slice(0, 200) } : {}),
    ...(raw['re'] ? { re: raw['re'].slice(0, 110) } : {}),
    ...(raw['tous'] === 'oui' ? { tous: 'oui' as const } : {}),
    ...(raw['tr'] ? { tr: raw['tr'].slice(0, 110) } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/mail/compose.tsx'), 'Compose'),
})

const notifications = createRoute({
  getParentRoute: () => shell,
  path: '/notifications',
  validateSearch: (raw: Text): { nonlus?: 'oui'; suite?: string } => ({
    ...(raw['nonlus'] === 'oui' ? { nonlus: 'oui' as const } : {}),
    ...(raw['suite'] ? { suite: raw['suite'].slice(0, 200) } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/notifications.tsx'), 'Notifications'),
})

const account = createRoute({
  getParentRoute: () => shell,
  path: '/compte',
  component: lazyRouteComponent(() => import('./routes/account/account.tsx'), 'Account'),
})

const wishes = createRoute({
  getParentRoute: () => shell,
  path: '/compte/notifications',
  component: lazyRouteComponent(() => import('./routes/account/notification-settings.tsx'), 'NotificationSettings'),
})

export const routes = [
  begin,
  signIn,
  otherClients,
  accessibility,
  choosePassword,
  askLink,
  shell.addChildren([
    home,
    dossiers,
    journal,
    documents,
    circle,
    exporting,
    mailbox.addChildren([received, sent, mail]),
    compose,
    notifications,
    account,
    wishes,
    openRoom,
    ...structureRoutes,
  ]),
] as const

export const makeRouter = (queryClient: QueryClient) =>
  createRouter({ routeTree: root.addChildren(routes), context: { queryClient }, ...ROUTER_OPTIONS })

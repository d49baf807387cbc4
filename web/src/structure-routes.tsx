import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Text } from './router-options.tsx'
import { shell } from './shell-route.tsx'
import { CATEGORIES, type OwnDocumentSearch } from './ui/structure/own-document-search.ts'

const isId = (text: string | undefined): text is string => text !== undefined && /^[A-Za-z0-9][A-Za-z0-9._:~-]{0,63}$/.test(text)
const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
const isCategory = (text: string | undefined): text is string => CATEGORIES.some((one) => one === text)
/** Which DAC the pages are about, for who works in several. */
const structureIn = ({ structure }: Text): { structure?: string } => (isId(structure) ? { structure } : {})

const liaison = createRoute({
  getParentRoute: () => shell,
  path: '/liaison',
  validateSearch: (raw: Text): { structure?: string; evt?: string } => ({
    ...structureIn(raw),
    ...(raw['evt']?.startsWith('$') ? { evt: raw['evt'].slice(0, 300) } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/structure/liaison.tsx'), 'Liaison'),
})

const contacts = createRoute({
  getParentRoute: () => shell,
  path: '/structure/contacts',
  validateSearch: (raw: Text): { structure?: string; q?: string } => ({
    ...structureIn(raw),
    ...(raw['q'] ? { q: raw['q'].slice(0, 100) } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/structure/contacts.tsx'), 'Contacts'),
})

const ownDocumentSearch = ({ q, usager, type, par, du, au, vue }: Text): OwnDocumentSearch => ({
  ...(q ? { q: q.slice(0, 100) } : {}),
  ...(isId(usager) ? { usager } : {}),
  ...(isCategory(type) ? { type } : {}),
  ...(isId(par) ? { par } : {}),
  ...(isDay(du) ? { du } : {}),
  ...(isDay(au) ? { au } : {}),
  ...(vue === 'usager' ? { vue } : {}),
})

const ownDocuments = createRoute({
  getParentRoute: () => shell,
  path: '/structure/documents-usagers',
  validateSearch: (raw: Text): OwnDocumentSearch & { structure?: string } => ({ ...structureIn(raw), ...ownDocumentSearch(raw) }),
  component: lazyRouteComponent(() => import('./routes/structure/own-documents.tsx'), 'OwnDocuments'),
})

const internalDocuments = createRoute({
  getParentRoute: () => shell,
  path: '/structure/documents',
  // `classeur`: the folder that is shown; else all of them.
  validateSearch: (raw: Text): { structure?: string; classeur?: string; q?: string; type?: string } => {
    const { classeur, q, type } = raw
    return {
      ...structureIn(raw),
      ...(isId(classeur) ? { classeur } : {}),
      ...(q ? { q: q.slice(0, 100) } : {}),
      ...(isCategory(type) ? { type } : {}),
    }
  },
  component: lazyRouteComponent(() => import('./routes/structure/internal-documents.tsx'), 'InternalDocuments'),
})

const manage = createRoute({
  getParentRoute: () => shell,
  path: '/structure/gestion',
  validateSearch: (raw: Text): { structure?: string; q?: string } => ({
    ...structureIn(raw),
    ...(raw['q'] ? { q: raw['q'].slice(0, 100) } : {}),
  }),
  component: lazyRouteComponent(() => import('./routes/structure/manage.tsx'), 'Manage'),
})

export const structureRoutes = [liaison, contacts, internalDocuments, ownDocuments, manage] as const

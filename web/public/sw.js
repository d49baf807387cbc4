/**
 * What the professionals' pages do without a page: open at once, network or not, and say that there is a new message. It keeps the files
 * that the pages are made of, and nothing else: no answer of the API, no message, no file of a journal. The console is none of its business.
 */
// What the pages are made of: written here by the build (vite.config.ts), so that a new version of them is a new version of this file.
const FILES = []

const SHELL = 'shell'
const HOME = '/accueil'
const NOT_OURS = /^\/(admin|api|_matrix|_synapse|health|metrics|\.well-known)(\/|$)/
/** The longest that somebody waits for the newest page when an older one is here. */
const PATIENCE_MS = 1_500

const pathOf = (url) => new URL(url).pathname

self.addEventListener('install', (event) => {
  void self.skipWaiting()
  // A new version of what is kept; when nothing is, it waits for somebody to sign in.
  event.waitUntil(caches.has(SHELL).then((kept) => (kept ? fill(true) : undefined)))
})
self.addEventListener('activate', (event) => event.waitUntil(forgetOlder().then(() => self.clients.claim())))

/** Signing out wipes what is kept here: pages of somebody who is signed in say that it may be filled (api/worker.ts). */
self.addEventListener('message', (event) => {
  if (event.data?.fill === true) event.waitUntil(fill(false))
})

async function fill(newVersion) {
  const shell = await caches.open(SHELL)
  const kept = new Set((await shell.keys()).map(({ url }) => pathOf(url)))
  await shell.addAll(FILES.filter((file) => !kept.has(file)))
  if (newVersion || !kept.has(HOME)) await shell.add(new Request(HOME, { cache: 'reload' }))
}

async function forgetOlder() {
  const shell = await caches.open(SHELL)
  for (const request of await shell.keys())
    if (pathOf(request.url) !== HOME && !FILES.includes(pathOf(request.url))) await shell.delete(request)
}

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  if (method !== 'GET' || new URL(url).origin !== self.location.origin || NOT_OURS.test(pathOf(url))) return
  if (mode === 'navigate') event.respondWith(page(event))
  else if (FILES.includes(pathOf(url))) event.respondWith(file(event.request))
})

/** The newest page when it comes soon, else the one that is here: it says by itself that there is no network. */
async function page(event) {
  const fresh = fetch(event.request)
  const kept = await caches.match(HOME, { cacheName: SHELL, ignoreVary: true })
  if (kept === undefined) return fresh
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept))
  return Promise.race([fresh.then((answer) => (answer.status >= 500 ? kept : answer)).catch(() => kept), late])
}

/** Its name changes with its content. */
async function file(request) {
  return (await caches.match(pathOf(request.url), { cacheName: SHELL, ignoreVary: true })) ?? fetch(request)
}

/** No name, no word, no subject: whoever sees the screen learns nothing. */
const WORDS = {
  fr: { title: 'Nouveau message', body: 'Ouvrez la messagerie pour le lire.' },
  en: { title: 'New message', body: 'Open the messenger to read it.' },
}

/** As the pages were last shown (api/worker.ts). */
async function language() {
  const kept = await caches.match('/language', { cacheName: 'words' })
  return (await kept?.text()) === 'en' ? 'en' : 'fr'
}

self.addEventListener('push', (event) => event.waitUntil(announce(idsIn(event.data))))

function idsIn(data) {
  try {
    const { roomId, eventId } = data.json()
    return typeof roomId === 'string' && typeof eventId === 'string' ? { roomId, eventId } : null
  } catch {
    return null
  }
}

async function announce(ids) {
  // Whoever has the pages before their eyes sees it come there.
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (windows.some(({ url, focused }) => focused && !NOT_OURS.test(pathOf(url)))) return
  const tag = ids?.roomId ?? 'message'
  const shown = await self.registration.getNotifications({ tag })
  if (ids !== null && shown.some(({ data }) => data?.eventId === ids.eventId)) return
  const lang = await language()
  const { title, body } = WORDS[lang]
  const looks = { icon: '/icons/192.png', badge: '/icons/badge.png' }
  await self.registration.showNotification(title, { body, lang, tag, renotify: true, data: ids, ...looks })
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.roomId))
})

async function open(roomId) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const ours = windows.find(({ url }) => !NOT_OURS.test(pathOf(url)))
  if (ours === undefined) return self.clients.openWindow(roomId === undefined ? HOME : `/ouvrir?${new URLSearchParams({ salon: roomId })}`)
  await ours.focus()
  ours.postMessage({ open: roomId ?? '' })
}

const ADDRESS = '/api/v1/news'

/**
 * Tells when something was recorded on the platform, and when that may have been missed. Only while the page is seen: a browser opens few
 * connections to one server, and whoever comes back to a page reads it anew.
 */
export function followNews(hear: () => void): () => void {
  let source: EventSource | undefined
  const turn = () => {
    source?.close()
    source = undefined
    if (document.visibilityState !== 'visible') return
    source = new EventSource(ADDRESS)
    source.addEventListener('message', hear)
    source.addEventListener('open', hear)
  }
  turn()
  document.addEventListener('visibilitychange', turn)
  return () => {
    document.removeEventListener('visibilitychange', turn)
    source?.close()
  }
}

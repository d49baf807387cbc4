import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { Suspense, lazy, useCallback, useEffect, useRef, useState } from 'react'
import { countsQuery, ownCirclesQuery, profileQuery } from '../api/own.ts'
import { endHere, usePhase } from '../matrix/client.ts'
import { useRoomNews } from '../matrix/room-news.ts'
import { ConnectionBanner } from '../ui/shell/connection-banner.tsx'
import { useKeyListKey } from '../ui/shell/key-list.ts'
import { KeysDialog } from '../ui/shell/keys-dialog.tsx'
import { ShellBar, ShellTabs } from '../ui/shell/shell-bar.tsx'
import { dacsOf } from '../ui/structure/workplace.ts'

/** The frame around a professional's pages. */
export function Layout() {
  const news = useNews()
  const { data: profile } = useQuery(profileQuery)
  const [searching, setSearching] = useSearchKey()
  const [keys, setKeys] = useState(false)
  useKeyListKey(() => setKeys(true))
  return (
    <>
      <ShellBar
        news={news}
        profile={profile}
        onSearch={() => setSearching(true)}
        onKeys={() => setKeys(true)}
        onSignOut={() => void endHere('signed-out')}
      />
      <ConnectionBanner phase={usePhase()} />
      <Outlet />
      <ShellTabs news={news} profile={profile} />
      <KeysDialog opened={keys} onClose={() => setKeys(false)} />
      {searching && (
        <Suspense>
          <Search onClose={() => setSearching(false)} />
        </Suspense>
      )}
    </>
  )
}
const Search = lazy(async () => ({ default: (await import('./search.tsx')).Search }))

/** Ctrl+K, or Cmd+K, from anywhere. */
function useSearchKey() {
  const [searching, setSearching] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      setSearching((is) => !is)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return [searching, setSearching] as const
}

/** The three badges. That of journals is the homeserver's own count, so that it agrees with any other client; the others are asked for when it has news. */
function useNews() {
  const rooms = useRoomNews()
  const queries = useQueryClient()
  const { data: profile } = useQuery(profileQuery)
  const { data: circles } = useQuery(ownCirclesQuery)
  const { data: counts } = useQuery(countsQuery)

  // A circle that begins or ends is a room that comes or goes; a mail is something new in a room that is no journal.
  const joined = [...rooms.values()].filter((room) => room.joined).length
  const opening = useRef(true)
  const askAgain = useCallback(
    // What is being asked for while the page opens is not asked for twice.
    (queryKey: readonly string[]) => void queries.invalidateQueries({ queryKey }, { cancelRefetch: !opening.current }),
    [queries],
  )
  useEffect(() => {
    askAgain(['own', 'circles'])
    // A DAC that one joins or leaves.
    if (!opening.current) askAgain(['own', 'profile'])
  }, [joined, askAgain])
  // The room of notifications is made with the first of them.
  const bellMissing = profile?.notificationsRoomId === null
  useEffect(() => {
    if (bellMissing) askAgain(['own', 'profile'])
  }, [joined, bellMissing, askAgain])
  const journals = new Set(circles?.map(({ roomId }) => roomId))
  const elsewhere = [...rooms].filter(([id]) => !journals.has(id)).reduce((sum, [, { unread, lastAt }]) => sum + unread + lastAt, 0)
  useEffect(() => {
    const ask = () => {
      askAgain(['own', 'mails'])
      askAgain(countsQuery.queryKey)
    }
    ask()
    // The bridge hears of a mail when this device does: asked at once, it may not know it yet.
    const again = setTimeout(ask, 3_000)
    return () => clearTimeout(again)
  }, [elsewhere, askAgain])
  useEffect(() => void (opening.current = false), [])

  const unreadIn = (room: string | null) => (room === null ? 0 : (rooms.get(room)?.unread ?? 0))
  return {
    mail: counts?.mail ?? 0,
    journals: (circles ?? []).reduce((sum, { roomId }) => sum + unreadIn(roomId), 0),
    bell: counts?.notifications ?? 0,
    liaison: dacsOf(profile).reduce((sum, { liaisonRoomId }) => sum + unreadIn(liaisonRoomId), 0),
  }
}

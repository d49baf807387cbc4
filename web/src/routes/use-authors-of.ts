import type { Profile } from 'bridge/contract'
import { useMemo } from 'react'
import { theClient } from '../matrix/client.ts'
import { useText } from '../text/text.tsx'
import type { Author, Authors, Book } from '../ui/journal/authors.ts'

/** The names of those who wrote in a room: as the registry knows them, else as the homeserver does. */
export function useAuthorsOf(book: Book, roomId: string, profile: Profile, known: readonly (Author & { userId: string })[]): Authors {
  const { t } = useText()
  return useMemo((): Authors => {
    const byId = new Map(known.map((one) => [one.userId, one]))
    const of = (userId: string) => {
      const name = theClient().getRoom(roomId)?.getMember(userId)?.rawDisplayName
      return byId.get(userId) ?? { name: name === undefined || name === userId ? t('journal.unknown-author') : name, profession: '' }
    }
    return { book, me: profile.userId, house: profile.house, of }
  }, [book, known, profile, roomId, t])
}

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { deposit } from '../../api/folders.ts'
import { newKey } from '../../api/new-key.ts'
import { type SentFile, fileContent } from '../../matrix/send.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { useUploadsTo } from '../../ui/journal/use-uploads.ts'

interface Place {
  readonly roomId: string
  /** The version that the file replaces. */
  readonly replyTo?: string
}

/** Files on their way into folders: each into the one that was open when it was chosen. */
export function useDeposit(structure: string) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const look = useLookAgain(structure)
  const places = useRef(new WeakMap<File, Place>())
  const visit = useRef(newKey())
  const done = useRef({ say: (_name: string) => {}, look })
  useEffect(() => {
    done.current = { say: (name) => say(t('internal.deposited.done', { name })), look }
  }, [say, t, look])
  const onThere = useCallback(async (sent: SentFile, key: number) => {
    const place = places.current.get(sent.file)
    if (place === undefined) return
    await deposit(place.roomId, fileContent(sent, place.replyTo), `${visit.current}-${key}`)
    done.current.say(sent.file.name)
    done.current.look()
  }, [])
  const uploads = useUploadsTo(onThere)
  const { add } = uploads
  const depositIn = useCallback(
    (place: Place, files: readonly File[]) => {
      for (const file of files) places.current.set(file, place)
      add(files)
    },
    [add],
  )
  return { uploads, depositIn }
}

/** The index hears of what happens in a room a moment after it. */
export function useLookAgain(structure: string) {
  const queries = useQueryClient()
  return useCallback(() => {
    const look = () => {
      void queries.invalidateQueries({ queryKey: ['own', 'internal-documents', structure] })
      void queries.invalidateQueries({ queryKey: ['own', 'folders', structure] })
    }
    look()
    for (const wait of [1_000, 3_000]) setTimeout(look, wait)
  }, [queries, structure])
}

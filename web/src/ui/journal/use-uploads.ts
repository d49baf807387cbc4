import { useCallback, useEffect, useRef, useState } from 'react'
import { type Upload, uploadFile } from '../../matrix/files.ts'
import { type SentFile, sayFile } from '../../matrix/send.ts'
import { matrixWords } from './matrix-words.ts'

export interface Uploading {
  readonly key: number
  readonly file: File
  /** 0 to 1. */
  readonly part: number
  /** null while it goes; else what the homeserver said, or '' when nobody answered. */
  readonly failure: string | null
}
/** What is known of a file beyond its bytes. */
export type FileFacts = Pick<SentFile, 'duration' | 'waveform'>

/** Files on their way into a room: each is said as soon as it is there. */
export function useUploads(roomId: string) {
  return useUploadsTo(useCallback((sent: SentFile) => sayFile(roomId, sent), [roomId]))
}

/**
 * Files on their way; `onThere` is called for each, once the homeserver has it, under the same key when it is tried again. Another
 * `onThere` cancels those that are half gone.
 */
export function useUploadsTo(onThere: (sent: SentFile, key: number) => Promise<void> | void) {
  const [uploads, setUploads] = useState<readonly Uploading[]>([])
  const running = useRef(new Map<number, Upload>())
  const facts = useRef(new Map<number, FileFacts>())
  const last = useRef(0)
  const change = useCallback(
    (key: number, to: Partial<Uploading> | null) =>
      setUploads((all) => all.flatMap((one) => (one.key !== key ? [one] : to === null ? [] : [{ ...one, ...to }]))),
    [],
  )

  const begin = useCallback(
    (key: number, file: File) => {
      change(key, { failure: null, part: 0 })
      const upload = uploadFile(file, (part) => change(key, { part }))
      running.current.set(key, upload)
      Promise.all([upload.done, sizeOf(file)])
        .then(([address, size]) => onThere({ address, file, ...size, ...facts.current.get(key) }, key))
        .then(
          () => change(key, null),
          (error: unknown) => change(key, upload.isCancelled() ? null : { failure: matrixWords(error) ?? '' }),
        )
    },
    [onThere, change],
  )

  const add = useCallback(
    (files: readonly File[], known: FileFacts = {}) => {
      for (const file of files) {
        const key = ++last.current
        facts.current.set(key, known)
        setUploads((all) => [...all, { key, file, part: 0, failure: null }])
        begin(key, file)
      }
    },
    [begin],
  )
  const cancel = useCallback(
    (key: number) => {
      running.current.get(key)?.cancel()
      change(key, null)
    },
    [change],
  )
  const retry = useCallback((one: Uploading) => begin(one.key, one.file), [begin])

  // Leaving the page cancels what is half gone: a file nobody cites is swept away by the server.
  useEffect(() => {
    const all = running.current
    return () => {
      for (const upload of all.values()) upload.cancel()
    }
  }, [onThere])
  return { uploads, add, cancel, retry }
}

/** Width and height of a picture, so that readers' pages keep its place. */
async function sizeOf(file: File): Promise<{ width?: number; height?: number }> {
  if (!/^image\/(png|jpeg|gif|webp)$/.test(file.type)) return {}
  try {
    const picture = await createImageBitmap(file)
    const { width, height } = picture
    picture.close()
    return { width, height }
  } catch {
    return {}
  }
}

import { useEffect, useState } from 'react'
import { fetchFile } from '../../api/media.ts'
import { fileAddress } from '../../matrix/files.ts'

/**
 * The bytes of a file as an address that the page can show, given back when it is no longer shown. `pixels`: a smaller picture of it.
 * `type`: what the browser is to take it for; unless given, what the homeserver says.
 */
export function useFile(address: string | null, pixels?: number, type?: string): { url: string | null; error: Error | null } {
  const [shown, setShown] = useState<{ url: string | null; error: Error | null }>({ url: null, error: null })
  useEffect(() => {
    const from = address === null ? null : fileAddress(address, pixels)
    if (from === null) return
    const leaving = new AbortController()
    let url: string | undefined
    fetchFile(from, leaving.signal).then(
      (blob) => {
        if (leaving.signal.aborted) return
        url = URL.createObjectURL(type === undefined ? blob : new Blob([blob], { type }))
        setShown({ url, error: null })
      },
      (error: Error) => leaving.signal.aborted || setShown({ url: null, error }),
    )
    return () => {
      leaving.abort()
      if (url !== undefined) URL.revokeObjectURL(url)
      setShown({ url: null, error: null })
    }
  }, [address, pixels, type])
  return shown
}

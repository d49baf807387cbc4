import { theClient } from './client.ts'

export interface Upload {
  /** mxc://, once it is there. Rejects with the homeserver's words, or with none when nobody answered or it was cancelled. */
  readonly done: Promise<string>
  /** Whether it was taken back: the library rejects in the same way when the network fails. */
  readonly isCancelled: () => boolean
  cancel(): void
}

/** Told of how much is gone, from 0 to 1. */
export function uploadFile(file: File, onProgress: (part: number) => void): Upload {
  const abortController = new AbortController()
  const done = theClient().uploadContent(file, {
    name: file.name,
    type: file.type === '' ? 'application/octet-stream' : file.type,
    abortController,
    progressHandler: ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total),
  })
  return {
    done: done.then(({ content_uri }) => content_uri),
    isCancelled: () => abortController.signal.aborted,
    cancel: () => abortController.abort(),
  }
}

/** The address of a file, or of a picture of it no larger than `pixels`; it needs the session to be read. */
export function fileAddress(mxc: string, pixels?: number): string | null {
  return theClient().mxcUrlToHttp(mxc, pixels, pixels, pixels === undefined ? undefined : 'scale', false, true, true)
}

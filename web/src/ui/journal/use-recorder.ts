import { useCallback, useEffect, useRef, useState } from 'react'
import type { FileFacts } from './use-uploads.ts'

export type Recording =
  | { readonly state: 'none' | 'refused' }
  | { readonly state: 'running'; readonly since: number }
  | { readonly state: 'done'; readonly file: File; readonly url: string; readonly facts: FileFacts }

const AT_MOST = 10 * 60_000
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'] as const

/** A voice note: recorded, heard by its author, then sent or thrown away. */
export function useRecorder(name: string) {
  const [recording, setRecording] = useState<Recording>({ state: 'none' })
  const stop = useRef<() => void>(() => undefined)
  const drop = useRef(false)

  const start = useCallback(async () => {
    const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => undefined)
    const type = TYPES.find((one) => globalThis.MediaRecorder?.isTypeSupported(one))
    if (stream === undefined || type === undefined) return setRecording({ state: 'refused' })
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32_000 })
    const loudness = watchLoudness(stream)
    const pieces: Blob[] = []
    const since = Date.now()
    drop.current = false
    recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data))
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop()
      const waveform = loudness.end()
      if (drop.current) return setRecording({ state: 'none' })
      const kind = type.split(';')[0] ?? type
      const file = new File(pieces, `${name}.${kind === 'audio/mp4' ? 'm4a' : kind.slice('audio/'.length)}`, { type: kind })
      setRecording({ state: 'done', file, url: URL.createObjectURL(file), facts: { duration: Date.now() - since, waveform } })
    })
    const patience = setTimeout(() => recorder.stop(), AT_MOST)
    stop.current = () => {
      clearTimeout(patience)
      if (recorder.state !== 'inactive') recorder.stop()
    }
    recorder.start(1_000)
    setRecording({ state: 'running', since })
  }, [name])

  const finish = useCallback(() => stop.current(), [])
  const cancel = useCallback(() => {
    drop.current = true
    stop.current()
    setRecording({ state: 'none' })
  }, [])
  useEffect(
    () => () => {
      drop.current = true
      stop.current()
    },
    [],
  )
  const url = recording.state === 'done' ? recording.url : null
  useEffect(() => () => void (url !== null && URL.revokeObjectURL(url)), [url])
  return { recording, start, finish, cancel }
}

const BARS = 40
/** How loud it was, as a line of bars from 0 to 1024 (MSC1767). */
function watchLoudness(stream: MediaStream): { end: () => number[] } {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Uint8Array(analyser.fftSize)
  const seen: number[] = []
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(samples)
    seen.push(Math.max(...samples.map((sample) => Math.abs(sample - 128))) * 8)
  }, 100)
  return {
    end() {
      clearInterval(timer)
      void context.close()
      const wide = Math.max(1, seen.length / BARS)
      return Array.from({ length: Math.min(BARS, seen.length) }, (_, bar) =>
        Math.min(1024, Math.max(...seen.slice(Math.floor(bar * wide), Math.max(Math.floor(bar * wide) + 1, Math.floor((bar + 1) * wide))))),
      )
    },
  }
}

import { Button, Loader } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Entry, EntryFile } from '../../matrix/entries.ts'
import { useText } from '../../text/text.tsx'
import { DownloadIcon, FileIcon, RunIcon } from '../icons.tsx'
import { FilePreview } from './file-preview.tsx'
import css from './file-view.module.css'
import { fileSize } from './file-size.ts'
import { useFile } from './use-file.ts'

/**
 * A file of a message: a picture is seen, a sound is heard, the rest is named; all can be opened or taken. `tabIndex`: -1 in a
 * conversation, whose messages are one stop of the Tab key each.
 */
export function FileView({ kind, file, tabIndex = -1 }: { kind: Entry['kind']; file: EntryFile; tabIndex?: -1 | 0 }) {
  const [opened, setOpened] = useState(false)
  return (
    <div className={css['file']}>
      {kind === 'image' ? (
        <Picture file={file} tabIndex={tabIndex} onOpen={() => setOpened(true)} />
      ) : kind === 'sound' || kind === 'voice' ? (
        <Sound file={file} tabIndex={tabIndex} voice={kind === 'voice'} />
      ) : (
        <Card file={file} tabIndex={tabIndex} onOpen={() => setOpened(true)} />
      )}
      {opened && <FilePreview file={file} kind={kind} onClose={() => setOpened(false)} />}
    </div>
  )
}

interface Given {
  file: EntryFile
  tabIndex: -1 | 0
  onOpen: () => void
}

function Picture({ file, tabIndex, onOpen }: Given) {
  const { t } = useText()
  const frame = useRef<HTMLButtonElement>(null)
  const near = useIsNear(frame)
  const { url, error } = useFile(near ? file.address : null, 480)
  const { width, height } = file
  // As large as it will be, so that nothing jumps when it comes.
  const ratio = width !== null && height !== null && width > 0 && height > 0 ? width / height : 4 / 3
  if (error !== null) return <Card file={file} tabIndex={tabIndex} onOpen={onOpen} />
  return (
    <button
      ref={frame}
      type="button"
      tabIndex={tabIndex}
      className={css['picture']}
      style={{ aspectRatio: String(ratio), width: `min(100%, ${Math.min(320, Math.round(320 * Math.min(ratio, 1)))}px)` }}
      onClick={onOpen}
      aria-label={t('file.open', { name: file.name })}
    >
      {url === null ? <Loader size="sm" /> : <img src={url} alt={file.name} />}
    </button>
  )
}

function Sound({ file, tabIndex, voice }: Omit<Given, 'onOpen'> & { voice: boolean }) {
  const { t } = useText()
  const [wanted, setWanted] = useState(false)
  const { url, error } = useFile(wanted ? file.address : null)
  const name = voice ? t('file.voice') : file.name
  if (url !== null)
    return (
      // Captions of what a person dictates do not exist.
      <audio src={url} controls autoPlay tabIndex={tabIndex} aria-label={name} className={css['sound']} />
    )
  return (
    <div className={css['card']}>
      <Button
        variant="default"
        size="compact-md"
        tabIndex={tabIndex}
        loading={wanted && error === null}
        onClick={() => setWanted(true)}
        leftSection={<RunIcon size={16} aria-hidden />}
      >
        {t('file.play')}
      </Button>
      <span className={css['about']}>
        <span>{name}</span>
        <span className={css['fine']}>
          {error !== null ? t('file.failed') : file.duration === null ? fileSize(file.size, t) : clock(file.duration)}
        </span>
      </span>
    </div>
  )
}
export const clock = (milliseconds: number): string =>
  `${Math.floor(milliseconds / 60_000)}:${String(Math.floor(milliseconds / 1_000) % 60).padStart(2, '0')}`

function Card({ file, tabIndex, onOpen }: Given) {
  const { t } = useText()
  return (
    <button type="button" tabIndex={tabIndex} className={css['card']} onClick={onOpen}>
      <FileIcon size={28} stroke={1.5} aria-hidden className={css['icon']} />
      <span className={css['about']}>
        <span className={css['name']}>{file.name}</span>
        <span className={css['fine']}>{fileSize(file.size, t)}</span>
      </span>
      <DownloadIcon size={18} aria-hidden className={css['icon']} />
    </button>
  )
}

/** Whether something is on the screen or nearly so: pictures far above are not fetched. */
function useIsNear(element: React.RefObject<Element | null>): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    if (near || element.current === null) return
    const watch = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && setNear(true), {
      rootMargin: '600px',
    })
    watch.observe(element.current)
    return () => watch.disconnect()
  }, [near, element])
  return near
}

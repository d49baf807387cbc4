import { Button, Loader } from '@mantine/core'
import type { Entry, EntryFile } from '../../matrix/entries.ts'
import { useText } from '../../text/text.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import { DownloadIcon } from '../icons.tsx'
import { fileSize } from './file-size.ts'
import css from './file-view.module.css'
import { useFile } from './use-file.ts'

/** What a browser shows by itself and cannot be harmed by. All else is taken, never opened in the page. */
const SHOWN = /^(image\/(png|jpeg|gif|webp|apng)|application\/pdf|video\/(mp4|webm|ogg)|audio\/)/

export function FilePreview({ file, kind, onClose }: { file: EntryFile; kind: Entry['kind']; onClose: () => void }) {
  const { t } = useText()
  const type = SHOWN.exec(file.type)?.[0] === undefined ? 'application/octet-stream' : file.type
  const { url, error } = useFile(file.address, undefined, type)
  return (
    <Dialog opened title={file.name} onClose={onClose}>
      <div className={css['preview']}>
        {error !== null ? (
          <p>{t('file.failed')}</p>
        ) : url === null ? (
          <Loader aria-label={t('file.loading', { name: file.name })} />
        ) : (
          <Shown type={type} url={url} name={file.name} />
        )}
      </div>
      <DialogActions>
        <span className={css['fine']}>
          {t(`file.${kind === 'image' || kind === 'video' || kind === 'sound' || kind === 'voice' ? kind : 'file'}`)}{' '}
          {fileSize(file.size, t)}
        </span>
        {url !== null && (
          <Button component="a" href={url} download={file.name} leftSection={<DownloadIcon size={18} aria-hidden />}>
            {t('file.download')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}

function Shown({ type, url, name }: { type: string; url: string; name: string }) {
  const { t } = useText()
  if (type.startsWith('image/')) return <img src={url} alt={name} />
  if (type.startsWith('video/')) return <video src={url} controls />
  if (type.startsWith('audio/')) return <audio src={url} controls />
  if (type === 'application/pdf') return <iframe src={url} title={name} className={css['pdf']} />
  return <p>{t('file.preview.none')}</p>
}

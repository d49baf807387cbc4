import { Button, FileButton, Input } from '@mantine/core'
import type { AttachedFile } from '../../api/mail-drafts.ts'
import { useText } from '../../text/text.tsx'
import { AttachIcon, FileIcon, RemoveIcon } from '../icons.tsx'
import { fileSize } from '../journal/file-size.ts'
import { UploadList } from '../journal/upload-list.tsx'
import type { useUploadsTo } from '../journal/use-uploads.ts'
import css from './compose.module.css'

interface Given {
  files: readonly AttachedFile[]
  uploads: ReturnType<typeof useUploadsTo>
  onRemove: (file: AttachedFile) => void
  error: string | undefined
  /** What is wrong with one of them, by its place. */
  errorOf: (index: number) => string | undefined
}

export function Attachments({ files, uploads, onRemove, error, errorOf }: Given) {
  const { t } = useText()
  return (
    <div>
      {files.length > 0 && (
        <ul className={css['files']} aria-label={t('mail.files', { count: files.length })}>
          {files.map((file, index) => (
            <li key={file.address} className={css['file']}>
              <FileIcon size={20} aria-hidden className={css['fileIcon']} />
              <span className={css['fileName']}>
                {file.name} <span className={css['fine']}>{fileSize(file.size, t)}</span>
                {errorOf(index) !== undefined && <Input.Error>{errorOf(index)}</Input.Error>}
              </span>
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                onClick={() => onRemove(file)}
                aria-label={t('file.remove', { name: file.name })}
              >
                <RemoveIcon size={18} aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <UploadList {...uploads} />
      <div className={css['attach']}>
        <FileButton multiple onChange={(chosen) => uploads.add(chosen)}>
          {(given) => (
            <Button {...given} size="sm" variant="default" leftSection={<AttachIcon size={18} aria-hidden />}>
              {t('compose.attach')}
            </Button>
          )}
        </FileButton>
        <span className={css['fine']}>{t('compose.attach.help')}</span>
      </div>
      {error !== undefined && <Input.Error mt={6}>{error}</Input.Error>}
    </div>
  )
}

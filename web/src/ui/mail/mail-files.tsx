import { Title } from '@mantine/core'
import type { Mail } from 'bridge/contract'
import { useId } from 'react'
import { useText } from '../../text/text.tsx'
import { FileView } from '../journal/file-view.tsx'
import { kindOf } from './mail-words.ts'
import css from './reader.module.css'

export function MailFiles({ files }: { files: Mail['files'] }) {
  const { t } = useText()
  const heading = useId()
  if (files.length === 0) return null
  return (
    <section aria-labelledby={heading}>
      <Title order={2} id={heading} className={css['filesTitle'] ?? ''}>
        {t('mail.files', { count: files.length })}
      </Title>
      <ul className={css['files']}>
        {files.map((file) => (
          <li key={file.eventId}>
            <FileView kind={kindOf(file.type)} file={{ ...file, width: null, height: null, duration: null }} tabIndex={0} />
          </li>
        ))}
      </ul>
    </section>
  )
}

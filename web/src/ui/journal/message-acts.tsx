import { ActionIcon, Menu, VisuallyHidden } from '@mantine/core'
import type { Entry } from '../../matrix/entries.ts'
import { useText } from '../../text/text.tsx'
import { CopyIcon, MoreIcon, ReactIcon, ReadIcon, ReplyIcon, SendingIcon, SentIcon } from '../icons.tsx'
import { useAuthors } from './authors.ts'
import css from './message.module.css'

const SIGNS = ['👍', '❤️', '✅', '🙏', '👀', '😊'] as const

interface Given {
  entry: Entry
  writable: boolean
  /** User identifiers. */
  readers: readonly string[]
  onReply: (entry: Entry) => void
  onReact: (entry: Entry, sign: string) => void
}

/** What became of a message that one sent. */
export function Sent({ entry, readers }: Pick<Given, 'entry' | 'readers'>) {
  const { t, list } = useText()
  const { of } = useAuthors()
  if (entry.state === 'sending')
    return (
      <span className={css['state']}>
        <SendingIcon size={15} aria-hidden /> {t('journal.sending')}
      </span>
    )
  if (readers.length === 0)
    return (
      <span className={css['state']}>
        <SentIcon size={15} aria-hidden /> {t('journal.sent')}
      </span>
    )
  return (
    <span className={css['state']} title={t('journal.read-by.names', { names: list(readers.map((one) => of(one).name)) })}>
      <ReadIcon size={15} aria-hidden /> {t('journal.read-by', { count: readers.length })}
      <VisuallyHidden> : {list(readers.map((one) => of(one).name))}</VisuallyHidden>
    </span>
  )
}

/** What can be done with a message. */
export function Acts({ entry, writable, readers, onReply, onReact }: Given) {
  const { t, list } = useText()
  const { of } = useAuthors()
  return (
    <Menu position="bottom-end" shadow="md" floatingStrategy="fixed">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="md" tabIndex={-1} aria-label={t('journal.more')} className={css['more'] ?? ''}>
          <MoreIcon size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {writable && (
          <>
            <Menu.Item leftSection={<ReplyIcon size={18} aria-hidden />} onClick={() => onReply(entry)}>
              {t('journal.reply')}
            </Menu.Item>
            <Menu.Label className={css['signsTitle'] ?? ''}>
              <ReactIcon size={16} aria-hidden /> {t('journal.react')}
            </Menu.Label>
            <div className={css['signs']}>
              {SIGNS.map((sign) => (
                <Menu.Item key={sign} aria-label={t('journal.reaction.add', { key: sign })} onClick={() => onReact(entry, sign)}>
                  {sign}
                </Menu.Item>
              ))}
            </div>
          </>
        )}
        {entry.file === null && (
          <Menu.Item leftSection={<CopyIcon size={18} aria-hidden />} onClick={() => void navigator.clipboard.writeText(entry.body)}>
            {t('journal.copy')}
          </Menu.Item>
        )}
        {readers.length > 0 && <Menu.Label>{t('journal.read-by.names', { names: list(readers.map((one) => of(one).name)) })}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  )
}

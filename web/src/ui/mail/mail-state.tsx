import type { Mail } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { ReadIcon } from '../icons.tsx'
import { Tag } from '../tag.tsx'
import css from './mail-list.module.css'
import { readingOf } from './mail-words.ts'

/** What became of a mail that one sent, in words. */
export function MailState({ mail }: { mail: Mail }) {
  const { t, instant } = useText()
  if (mail.state === 'waiting') return <Tag tone="busy">{t('mail.state.waiting')}</Tag>
  if (mail.state === 'failed') return <Tag tone="bad">{t('mail.state.failed')}</Tag>
  const { count, total, last } = readingOf(mail)
  if (last === null) return <span className={css['fine']}>{t('mail.state.unread')}</span>
  return (
    <span className={css['fine']}>
      <ReadIcon size={16} aria-hidden />
      {total === 1 ? t('mail.state.read', { when: instant(last) }) : t('mail.state.read-by', { count, total, when: instant(last) })}
    </span>
  )
}
